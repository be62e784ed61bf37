import type { EventType } from '../../platform/events/event-outbox.js';

/** As it stands in the outbox. */
export interface StoredEvent {
  readonly id: string;
  readonly type: EventType;
  readonly documentId: string;
  readonly actor: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean>> | null;
  readonly atMs: number;
}

/** What is sent about an event, to all its receivers. */
export interface Message {
  /** Of the event; receivers tell repeated deliveries by it. */
  readonly id: string;
  readonly type: string;
  /** Null for a test. */
  readonly documentId: string | null;
  readonly payload: string;
  readonly createdAtMs: number;
}

export interface NewDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  /** The document's, so that its events keep their order; or one of its own. */
  readonly queueId: string;
}

export interface SpreadEvents {
  /** Of all events that were looked at, also of those that have no receiver. */
  readonly eventIds: readonly string[];
  readonly messages: readonly Message[];
  /** In the order of their events. */
  readonly deliveries: readonly NewDelivery[];
}

/** Turns events into deliveries. One instance at a time does so, or the order of events would be lost. */
export abstract class EventSpreadRepository {
  abstract hasEvents(): Promise<boolean>;

  /** True when this holder has the turn until then. */
  abstract takeTurn(holder: string, nowMs: number, untilMs: number): Promise<boolean>;
  abstract endTurn(holder: string): Promise<void>;

  /** The oldest events. */
  abstract waiting(limit: number): Promise<readonly StoredEvent[]>;

  /** By document, the ids of the applications that created or opened it. */
  abstract clientsOf(
    documentIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>>;

  /** All or nothing, and ends the turn. False when the holder's turn was over: nothing is changed then. */
  abstract spread(holder: string, nowMs: number, spread: SpreadEvents): Promise<boolean>;
}
