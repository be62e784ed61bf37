import { listOf } from '../language/formatting.js';
import { TextWithTime } from './timestamp.js';
import type { PersonView } from './people.js';
import { useViewer, useMessages } from './viewer.js';

/** Changes that the editor could not save, and still has. */
export interface UnsavedView {
  readonly sinceMs: number;
  /** Who made them, as far as it is known. */
  readonly editors: readonly PersonView[];
}

interface UnsavedNoteProps {
  readonly id: string;
  readonly role: 'owner' | 'editor' | 'viewer';
  readonly unsaved: UnsavedView | undefined;
}

/** The place is there even without any: they come later. */
export const UnsavedNote = (props: UnsavedNoteProps) => (
  <div id="unsaved" role="status">
    {props.unsaved !== undefined && <Note {...props} unsaved={props.unsaved} />}
  </div>
);

function Note({ id, role, unsaved }: UnsavedNoteProps & { unsaved: UnsavedView }) {
  const messages = useMessages();
  const { locale } = useViewer();
  const names = listOf(
    unsaved.editors.map(({ displayName }) => displayName),
    locale,
  );
  const mayEdit = role !== 'viewer';
  return (
    <section class="unsaved" aria-labelledby="unsaved-title">
      <h2 id="unsaved-title">{messages.unsaved.title}</h2>
      <p>
        <TextWithTime text={(when) => messages.unsaved.text(names, when)} atMs={unsaved.sinceMs} />
      </p>
      <p>{mayEdit ? messages.unsaved.hint : messages.unsaved.hintViewer}</p>
      {mayEdit && (
        <div class="unsaved-actions">
          <a class="button primary" href={`/edit/${id}`}>
            {messages.unsaved.open}
          </a>
          <details id="discard-unsaved">
            <summary class="button quiet">{messages.unsaved.giveUp}</summary>
            <form method="post" action={`/documents/${id}/unsaved-changes/give-up`} data-inline>
              <p>{messages.unsaved.giveUpText}</p>
              <button class="button">{messages.unsaved.giveUpNow}</button>
            </form>
          </details>
        </div>
      )}
    </section>
  );
}

/** In a row of the list: says it, and opens the document with them. */
export function UnsavedBadge({ id, title }: { id: string; title: string }) {
  const messages = useMessages();
  return (
    <a
      class="badge badge-quarantined row-unsaved"
      id={`unsaved-${id}`}
      href={`/edit/${id}`}
      title={messages.unsaved.hint}
      aria-label={messages.unsaved.badgeOf(title)}
    >
      {messages.unsaved.badge}
    </a>
  );
}
