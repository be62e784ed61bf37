import { DocumentAccess, VisibleTitles } from '../documents/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import type { Actor } from '../platform/identity/actor.js';
import { People, personIn, type Person } from '../platform/identity/people.js';
import {
  NotificationRepository,
  type NotificationKind,
  type StoredNotification,
} from './notification.repository.js';

/** Longer texts are cut: a notification is a line, and the comment itself is in the document. */
const MAX_TEXT = 500;
/** People notified at once; further ones are left out. */
const MAX_RECIPIENTS = 200;

export interface NotificationToSend {
  readonly kind: NotificationKind;
  readonly documentId: string;
  /** Account ids. Those who may not see the document, and the sender, are left out. */
  readonly to: readonly string[];
  /** Account id; null when nobody in particular caused it. */
  readonly from: string | null;
  /** Plain text. */
  readonly text: string;
  /** A place in the document, as the editor describes it; text of JSON. */
  readonly place?: string | undefined;
}

/** A notification of somebody, with what the document is called and who the sender is now. */
export interface Notification extends Omit<StoredNotification, 'accountId' | 'from' | 'place'> {
  readonly title: string;
  readonly from: Person | undefined;
  /** Path and query of the page it is about. */
  readonly path: string;
}

/** Published for each notification that somebody got, so that another way of telling people can be added. */
export class PersonNotified {
  constructor(readonly notification: StoredNotification) {}
}

export interface NotificationParts {
  readonly repository: NotificationRepository;
  readonly access: DocumentAccess;
  readonly titles: VisibleTitles;
  readonly people: People;
  readonly events: DomainEvents;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** Notifications about documents, until the person dismisses them. */
export class Notifications {
  readonly #parts: NotificationParts;

  constructor(parts: NotificationParts) {
    this.#parts = parts;
  }

  /**
   * Notifies those of `to` who may see the document, in one transaction per person, and returns their account ids: none
   * when the document does not exist. For a private document the notification has neither the words of a comment nor
   * its place. The same request again replaces the earlier notification.
   */
  async send(wanted: NotificationToSend): Promise<readonly string[]> {
    const { repository, events, ids, clock } = this.#parts;
    const { document, notified } = await this.#recipients(wanted);
    // Words of a document that this server cannot read stay in it.
    const isPrivate = document?.custody === 'zero-knowledge' && wanted.kind === 'mention';
    const text = isPrivate ? '' : [...wanted.text].slice(0, MAX_TEXT).join('').toWellFormed();
    for (const accountId of notified) {
      const { kind, documentId, from } = wanted;
      const place = isPrivate ? null : (wanted.place ?? null);
      const about = { accountId, kind, documentId, from, text, place };
      const notification = { id: ids.next(), createdAtMs: clock.nowMs(), ...about };
      await repository.add(notification);
      events.publish(new PersonNotified(notification));
    }
    return notified;
  }

  /** Newest first. Those of documents that the person can no longer see are left out. */
  async listOf(actor: Actor): Promise<readonly Notification[]> {
    const { repository, titles, people } = this.#parts;
    const stored = await repository.listOf(actor.id);
    const [seen, senders] = await Promise.all([
      titles.of(
        actor,
        stored.map(({ documentId }) => documentId),
      ),
      people.named(stored.flatMap(({ from }) => from ?? [])),
    ]);
    return stored.flatMap((each) => {
      const { id, kind, documentId, from, text, createdAtMs } = each;
      const title = seen.get(each.documentId);
      if (title === undefined) return [];
      const notified = { id, kind, documentId, text, createdAtMs, title, path: pathOf(each) };
      return [{ ...notified, from: from === null ? undefined : personIn(senders, from) }];
    });
  }

  /** Removes one of the person's own; false if there is none with this id. */
  remove(actor: Actor, id: string): Promise<boolean> {
    return this.#parts.repository.remove(actor.id, id);
  }

  removeAll(actor: Actor): Promise<void> {
    return this.#parts.repository.removeAll(actor.id);
  }

  /** What these people were asked for is done, whoever did it. Joins the ambient transaction. */
  async removeDone(
    kind: NotificationKind,
    documentId: string,
    accountIds: readonly string[],
  ): Promise<void> {
    for (const accountId of accountIds)
      await this.#parts.repository.removeAbout(accountId, kind, documentId);
  }

  async #recipients({ documentId, to, from }: NotificationToSend) {
    const { access } = this.#parts;
    const document = await access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) return { notified: [] };
    const asked = [...new Set(to)].filter((id) => id !== from).slice(0, MAX_RECIPIENTS);
    const rights = await Promise.all(asked.map((id) => access.rightsOf(id, document)));
    return { document, notified: asked.filter((_, i) => rights[i] !== undefined) };
  }
}

/** A mention leads to its place in the editor, many documents to the list; the others to the document's page. */
function pathOf({ kind, documentId, place, text }: StoredNotification): string {
  if (kind === 'documents-given' && text !== '1') return '/';
  if (kind !== 'mention') return `/documents/${documentId}`;
  return `/edit/${documentId}${place === null ? '' : `?${new URLSearchParams({ action: place })}`}`;
}
