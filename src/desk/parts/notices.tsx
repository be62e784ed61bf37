import type { ComponentChildren } from 'preact';
import type { Right, VersionHistory } from '../../documents/index.js';
import { listOf } from '../language/formatting.js';
import type { PersonView } from './people.js';
import { TextWithTime } from './timestamp.js';
import { useMessages, useViewer } from './viewer.js';

/** The result of a form, once, above the content. */
export const Notice = (props: { children: ComponentChildren; isError?: boolean }) => (
  <div class="notice" id="notice" role="status" data-error={props.isError || undefined}>
    {props.children}
  </div>
);

export function UndoDelete({ id }: { id: string }) {
  const messages = useMessages();
  return (
    <Notice>
      <span>{messages.document.deletedNow}</span>
      <form method="post" action={`/documents/${id}/take-back`}>
        <button class="button small">{messages.undo}</button>
      </form>
    </Notice>
  );
}

/** Why a version is in quarantine. */
export type QuarantineReason = NonNullable<VersionHistory['versions'][number]['reason']>;

export interface RecoveredView {
  readonly id: string;
  /** Undefined on the document's own page. */
  readonly title: string | undefined;
  readonly number: number;
  /** Null: the version was recovered and is not in quarantine. */
  readonly reason: QuarantineReason | null;
}

/** Recovered versions and versions in quarantine. Rendered even if empty, because the live page fills it later. */
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
          : messages.recovered.quarantined(number, messages.document.reason[reason])}
      </span>
      <form method="post" action={`/documents/${id}/versions/${number}/noted`}>
        <input type="hidden" name="from" value={title === undefined ? 'document' : 'list'} />
        <button class="button small" aria-label={messages.recovered.dismissOf(number)}>
          {messages.recovered.dismiss}
        </button>
      </form>
    </div>
  );
}

/** Changes that the editor could not save and still has. */
export interface UnsavedView {
  readonly sinceMs: number;
  /** Who made them, as far as it is known. */
  readonly editors: readonly PersonView[];
}

interface UnsavedNoteProps {
  readonly id: string;
  readonly may: readonly Right[];
  readonly unsaved: UnsavedView | undefined;
}

/** Rendered even if empty, because the live page fills it later. */
export const UnsavedNote = (props: UnsavedNoteProps) => (
  <div id="unsaved" role="status">
    {props.unsaved !== undefined && <UnsavedSection {...props} unsaved={props.unsaved} />}
  </div>
);

function UnsavedSection({ id, may, unsaved }: UnsavedNoteProps & { unsaved: UnsavedView }) {
  const messages = useMessages();
  const { locale } = useViewer();
  const names = listOf(
    unsaved.editors.map(({ displayName }) => displayName),
    locale,
  );
  const mayEdit = may.includes('edit');
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
            <summary class="button quiet">{messages.unsaved.discard}</summary>
            <form method="post" action={`/documents/${id}/unsaved-changes/give-up`} data-inline>
              <p>{messages.unsaved.discardText}</p>
              <button class="button">{messages.unsaved.discardNow}</button>
            </form>
          </details>
        </div>
      )}
    </section>
  );
}

/** In a row of the list; opens the document with its unsaved changes. */
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

/** Leads to the document's page, which says why it cannot be opened yet. */
export function AwaitsKeyBadge({ id, title }: { id: string; title: string }) {
  const { private: messages } = useMessages();
  return (
    <a
      class="badge row-awaits-key"
      id={`awaits-key-${id}`}
      href={`/documents/${id}`}
      title={messages.awaitsKeyText}
      aria-label={messages.awaitsKeyOf(title)}
    >
      {messages.awaitsKey}
    </a>
  );
}

/** Leads to the person's notifications; the count is kept current with the page. */
export function NotificationsNote({ count }: { count: number }) {
  const messages = useMessages().notifications;
  return (
    <div id="notified">
      {count > 0 && (
        <p class="notice">
          <a href="/notifications">{messages.count(count)}</a>
        </p>
      )}
    </div>
  );
}
