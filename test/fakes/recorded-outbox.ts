import { EventOutbox, type OutboxEvent } from '../../src/platform/events/event-outbox.js';

/** Keeps the events, in order. */
export class RecordedOutbox extends EventOutbox {
  readonly events: OutboxEvent[] = [];

  async add(event: OutboxEvent): Promise<void> {
    this.events.push(event);
  }

  async opened(): Promise<void> {}
}
