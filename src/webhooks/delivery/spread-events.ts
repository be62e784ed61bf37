import type { WebhookOwners } from '../../access/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Webhook } from '../webhook.js';
import type { WebhookRepository } from '../webhook.repository.js';
import type { EventData } from './event-data.js';
import type { EventSpreadRepository, NewDelivery, StoredEvent } from './event-spread.repository.js';

/** As many as are described in well under the turn, on a busy machine too. */
const AT_ONCE = 100;
const TURN_MS = 30_000;

export interface SpreadingParts {
  readonly events: EventSpreadRepository;
  readonly webhooks: WebhookRepository;
  readonly owners: WebhookOwners;
  readonly data: EventData;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Decides who receives an event, and what of it: from the outbox to deliveries. */
export class EventSpreading {
  constructor(private readonly parts: SpreadingParts) {}

  /** True when there may be more. False also while another instance has the turn: it does the rest. */
  async next(): Promise<boolean> {
    const { events, clock, ids } = this.parts;
    if (!(await events.hasEvents())) return false;
    const holder = ids.next();
    const nowMs = clock.nowMs();
    if (!(await events.takeTurn(holder, nowMs, nowMs + TURN_MS))) return false;
    try {
      return await this.#spread(holder);
    } catch (error) {
      await events.endTurn(holder).catch(() => undefined);
      throw error;
    }
  }

  async #spread(holder: string): Promise<boolean> {
    const { events, data, clock, ids } = this.parts;
    const waiting = await events.waiting(AT_ONCE);
    if (waiting.length === 0) {
      // Another instance was faster.
      await events.endTurn(holder);
      return false;
    }
    const hearers = await this.#hearersOf(waiting);
    const heard = waiting.filter(({ id }) => (hearers.get(id) ?? []).length > 0);
    const payloads = await data.payloadsOf(heard);
    const told = heard.filter(({ id }) => payloads.has(id));
    const deliveryOf = (
      { id: messageId, documentId }: StoredEvent,
      { id }: Webhook,
    ): NewDelivery => ({
      ...{ id: ids.nextInOrder(), webhookId: id, messageId },
      queueId: `${id}/${documentId}`,
    });
    await events.spread(holder, clock.nowMs(), {
      eventIds: waiting.map(({ id }) => id),
      messages: told.map(({ id, type, documentId, atMs }) => ({
        ...{ id, type, documentId, createdAtMs: atMs },
        payload: payloads.get(id) ?? '',
      })),
      deliveries: told.flatMap((event) =>
        (hearers.get(event.id) ?? []).map((webhook) => deliveryOf(event, webhook)),
      ),
    });
    return waiting.length === AT_ONCE;
  }

  /** By event. Scopes and standing are those of now: what was taken from an application it no longer receives. */
  async #hearersOf(
    waiting: readonly StoredEvent[],
  ): Promise<ReadonlyMap<string, readonly Webhook[]>> {
    const { events, webhooks, owners } = this.parts;
    const listening = await webhooks.listening();
    const known = await owners.of(listening.map(({ ownerId }) => ownerId));
    const related = await events.clientsOf([...new Set(waiting.map((event) => event.documentId))]);
    const receives = ({ ownerId, events: wanted }: Webhook, event: StoredEvent): boolean => {
      const owner = known.get(ownerId);
      if (owner === undefined || !wanted.includes(event.type)) return false;
      return owner.receivesAll || related.get(event.documentId)?.has(ownerId) === true;
    };
    return new Map(
      waiting.map((event) => [event.id, listening.filter((webhook) => receives(webhook, event))]),
    );
  }
}
