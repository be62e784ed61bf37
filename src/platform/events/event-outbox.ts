/** What others are told about documents. The names are part of the HTTP contract. */
export const EVENT_TYPES = [
  ...(['document.created', 'document.renamed', 'document.shared', 'document.unshared'] as const),
  ...(['document.deleted', 'document.restored'] as const),
  ...(['document.checked_out', 'document.checked_in'] as const),
  ...(['version.saved', 'version.quarantined', 'version.recovered', 'version.restored'] as const),
  ...(['editing.began', 'editing.ended'] as const),
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Some actions of the audit log are events under the same name. */
export const isEventType = (name: string): name is EventType =>
  (EVENT_TYPES as readonly string[]).includes(name);

export interface OutboxEvent {
  readonly type: EventType;
  readonly documentId: string;
  /** The account's id; null when nobody is known, or the server acted by itself. */
  readonly actor: string | null;
  /** Few and short: the number of a version, the name and role of a person, a new title. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Events for applications (docs/adr/0030-webhooks.md). Implemented by `webhooks`, for modules that may not import it.
 * Which application makes the request that is being answered, it finds out itself.
 */
export abstract class EventOutbox {
  /**
   * One insert, in the transaction of the caller: the event exists exactly if the change does. Call it after the
   * statement that changes the row which later changes of the same document have to change too: events of one document
   * then have the order of their changes. Nothing is stored while nobody listens.
   */
  abstract add(event: OutboxEvent): Promise<void>;

  /** An application that opened a document, for itself or for somebody, receives its events from then on. Rejects never. */
  abstract opened(documentId: string): Promise<void>;
}
