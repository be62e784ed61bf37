import type { VersionHistory } from '../../documents/index.js';
import { useMessages } from './viewer.js';

/** Why a version is in quarantine. */
export type QuarantineReason = NonNullable<VersionHistory['versions'][number]['reason']>;

export interface RecoveredView {
  readonly id: string;
  /** Where several documents are shown; undefined on the document's own page. */
  readonly title: string | undefined;
  readonly number: number;
  /** Null: it was recovered, and is in the history. */
  readonly reason: QuarantineReason | null;
}

/** What the editor had kept and was found again, and what was kept aside. The place is there even without any: they come later. */
export const RecoveredNotes = ({ recovered }: { recovered: readonly RecoveredView[] }) => (
  <div id="recovered" role="status">
    {recovered.map((found) => (
      <RecoveredNote key={`${found.id}-${found.number}`} {...found} />
    ))}
  </div>
);

function RecoveredNote({ id, title, number, reason }: RecoveredView) {
  const messages = useMessages();
  return (
    <div class="notice" id={`recovered-${id}-${number}`}>
      <span>
        {title !== undefined && (
          <>
            <a href={`/documents/${id}`}>{title}</a>
            {': '}
          </>
        )}
        {reason === null
          ? messages.recovered.found(number)
          : messages.recovered.setApart(number, messages.document.reason[reason])}
      </span>
      <form method="post" action={`/documents/${id}/versions/${number}/noted`}>
        <input type="hidden" name="from" value={title === undefined ? 'document' : 'list'} />
        <button class="button small" aria-label={messages.recovered.putAwayOf(number)}>
          {messages.recovered.putAway}
        </button>
      </form>
    </div>
  );
}
