import type { Messages } from '../language/messages.js';
import { FileKindIcon, type FileKind } from '../parts/file-kind.js';
import { Icon } from '../parts/icon.js';
import type { Page } from '../parts/layout.js';
import type { PersonView } from '../parts/people.js';
import { SearchField } from '../parts/search-field.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages, useViewer } from '../parts/viewer.js';

export const PICK_KINDS = ['image', 'document', 'spreadsheet'] as const;
export type PickKind = (typeof PICK_KINDS)[number];

export interface PickRow {
  readonly id: string;
  readonly title: string;
  readonly icon: FileKind;
  readonly changedBy: PersonView;
  readonly changedAtMs: number;
  /** Why it is shown but cannot be chosen. */
  readonly refusal: 'private' | 'download' | undefined;
}

export interface PickView {
  readonly kind: PickKind;
  readonly query: string;
  readonly rows: readonly PickRow[];
  /** Of an image from the person's computer; undefined where none can be taken. */
  readonly upload: { readonly types: readonly string[]; readonly maxBytes: number } | undefined;
}

export const pickPage = (view: PickView, messages: Messages): Page => ({
  title: messages.pick.title[view.kind],
  frame: 'quiet',
  body: <Pick {...view} />,
});

function Pick({ kind, query, rows, upload }: PickView) {
  const messages = useMessages();
  return (
    <section id="pick" class="pick">
      <h1 id="pick-title">{messages.pick.title[kind]}</h1>
      <form class="search" role="search" method="get" action="/pick">
        <input type="hidden" name="kind" value={kind} />
        <SearchField id="pick-q" query={query} />
      </form>
      {upload && <FromComputer {...upload} />}
      <div id="pick-list" aria-live="polite">
        {rows.length === 0 ? (
          <p class="pick-empty">
            {query === '' ? messages.pick.empty[kind] : messages.list.noneText(query)}
          </p>
        ) : (
          <ul>
            {rows.map((row) => (
              <Choice key={row.id} row={row} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** Only with script: the choice goes into the editor at once. */
function FromComputer({ types, maxBytes }: NonNullable<PickView['upload']>) {
  const { pick: messages } = useMessages();
  return (
    <div class="pick-upload">
      <label class="upload-pick button">
        <Icon name="upload" />
        {messages.fromComputer}
        <input
          id="pick-file"
          type="file"
          accept={types.map((type) => `.${type}`).join(',')}
          aria-describedby="pick-kept"
          data-max-bytes={maxBytes}
        />
      </label>
      <small id="pick-kept">{messages.imageKept}</small>
      <p id="pick-problem" class="error-message" role="alert" hidden />
    </div>
  );
}

/** What cannot be chosen stays reachable for the keyboard, so that everybody learns why. */
function Choice({ row }: { row: PickRow }) {
  const messages = useMessages();
  const { actor } = useViewer();
  const { refusal, changedBy } = row;
  const author = changedBy.username === actor?.username ? messages.you : changedBy.displayName;
  return (
    <li>
      <button
        class="menu-item pick-item"
        type="button"
        data-id={row.id}
        aria-disabled={refusal !== undefined}
      >
        <FileKindIcon kind={row.icon} />
        <span class="pick-text">
          <span class="pick-name">{row.title}</span>
          <small>
            {refusal === undefined ? (
              <TextWithTime
                text={(when) => messages.list.changed(when, author)}
                atMs={row.changedAtMs}
              />
            ) : (
              messages.pick.refusal[refusal]
            )}
          </small>
        </span>
      </button>
    </li>
  );
}
