import { waysToChange, type FormatTable, type PersonRights } from '../../documents/index.js';
import { useMessages } from './viewer.js';

export type FileKind = 'word' | 'cell' | 'slide' | 'pdf' | 'diagram' | 'other';

/** The kind of a file type, as lists show it. */
export const kindOf = (formats: FormatTable, fileType: string): FileKind =>
  formats.find(fileType)?.documentType ?? 'other';

export type OpensAs = 'edit' | 'review' | 'comment' | 'fill' | 'view' | 'nowhere';

/** The most that somebody can do with a file type in the browser editor. */
export function opensAs(
  formats: FormatTable,
  fileType: string,
  rights: Pick<PersonRights, 'may'>,
): OpensAs {
  const format = formats.find(fileType);
  if (format === undefined || !format.opensInEditor) return 'nowhere';
  const ways = waysToChange(format, rights);
  return ways.includes('edit') ? 'edit' : (ways[0] ?? 'view');
}

/** The Document Server can make a picture of its first page. */
export const isPictured = (
  formats: FormatTable,
  { custody, fileType }: { readonly custody: string; readonly fileType: string },
): boolean => custody === 'managed' && formats.find(fileType)?.convert.includes('png') === true;

const MARKS: Record<FileKind, string> = {
  word: 'M8 13h8M8 16h8M8 19h5',
  cell: 'M8 13h8v6H8zM8 16h8M12 13v6',
  slide: 'M8 13h8v5H8zM12 18v2',
  pdf: 'M8 18c3-1 4-5 4-7 0 4 2 6 4 6-3 0-5 0-8 1Z',
  diagram: 'M8 13h3v3H8zM14 17h3v3h-3zM9.5 16v2.5H14',
  other: 'M8 16h8',
};

/** A sheet of paper with the mark of its kind; the kind is also written out for screen readers. */
export function FileKindIcon({ kind }: { kind: FileKind }) {
  const messages = useMessages();
  return (
    <span class={`kind kind-${kind}`}>
      <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
        <Sheet kind={kind} />
      </svg>
      <span class="visually-hidden">{messages.kind[kind]}</span>
    </span>
  );
}

const Sheet = ({ kind }: { kind: FileKind }) => (
  <>
    <path
      class="kind-sheet"
      d="M5.5 2.5h9l4.5 4.5v13a1.5 1.5 0 0 1-1.5 1.5h-12A1.5 1.5 0 0 1 4 20V4a1.5 1.5 0 0 1 1.5-1.5Z"
    />
    <path class="kind-fold" d="M14.5 2.5V7H19" />
    <path class="kind-mark" d={MARKS[kind]} />
  </>
);

/** Rendered once per page, for long lists of `FileKindMark`. */
export const FileKindMarks = () => (
  <svg class="visually-hidden" aria-hidden="true" focusable="false">
    {(Object.keys(MARKS) as FileKind[]).map((kind) => (
      <symbol id={`mark-${kind}`} viewBox="0 0 24 24">
        <Sheet kind={kind} />
      </symbol>
    ))}
  </svg>
);

/** The icon of `FileKindIcon` by reference; the page has to contain `FileKindMarks`. */
export function FileKindMark({ kind }: { kind: FileKind }) {
  const messages = useMessages();
  return (
    <span class={`kind kind-${kind}`}>
      <svg width="24" height="24" aria-hidden="true" focusable="false">
        <use href={`#mark-${kind}`} />
      </svg>
      <span class="visually-hidden">{messages.kind[kind]}</span>
    </span>
  );
}
