import type { Selectable } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { DeliveryFault } from '../sending/receiver.js';
import type { DeliveriesTable, MessagesTable, WebhookTables } from '../webhook.tables.js';
import {
  DeliveryLog,
  type Delivery,
  type DeliveryFigures,
  type DeliveryPage,
} from './delivery-log.repository.js';
import type { Outcome } from './delivery-queues.repository.js';
import { addToQueues, lastPosition, rowOf } from './event-spread.kysely.js';
import type { Message } from './event-spread.repository.js';

export class KyselyDeliveryLog extends DeliveryLog {
  constructor(private readonly database: Database) {
    super();
  }

  async list({ webhookId, state, limit, after }: DeliveryPage): Promise<readonly Delivery[]> {
    const rows = await this.#deliveries()
      .where('d.webhook_id', '=', webhookId)
      .$if(state !== undefined, (query) => query.where('d.state', '=', state!))
      .$if(after !== undefined, (query) => query.where('d.id', '<', after as string))
      .orderBy('d.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(deliveryOf);
  }

  async find(webhookId: string, id: string): Promise<Delivery | undefined> {
    const row = await this.#deliveries()
      .where('d.webhook_id', '=', webhookId)
      .where('d.id', '=', id)
      .executeTakeFirst();
    return row && deliveryOf(row);
  }

  add({ id, webhookId, message, outcome }: Parameters<DeliveryLog['add']>[0]): Promise<void> {
    return this.database.inTransaction(async () => {
      await this.#query().insertInto('webhook_messages').values(messageRow(message)).execute();
      const delivery = { id, webhookId, messageId: message.id, queueId: `${webhookId}/${id}` };
      await this.#query()
        .insertInto('webhook_deliveries')
        .values({
          ...rowOf(delivery, (await lastPosition(this.database)) + 1, outcome.atMs),
          ...{ attempts: 1, ...outcomeRow(outcome) },
        })
        .execute();
    }, 'snapshot');
  }

  sendAgain({ id, webhookId }: Delivery, nowMs: number): Promise<boolean> {
    const queueId = `${webhookId}/${id}`;
    return this.database.inTransaction(async () => {
      const { numUpdatedRows } = await this.#query()
        .updateTable('webhook_deliveries')
        .set({ state: 'waiting', attempts: 0, waiting_since: nowMs, finished_at: null })
        .set({ queue_id: queueId })
        .where('id', '=', id)
        .where('state', '<>', 'waiting')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await addToQueues(this.database, [{ queueId, webhookId }], nowMs);
      return true;
    }, 'snapshot');
  }

  async figures(): Promise<DeliveryFigures> {
    const [webhooks, events, waiting, dead] = await Promise.all([
      this.#query()
        .selectFrom('webhooks')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
      this.#query()
        .selectFrom('outbox_events')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('at').as('oldest')])
        .executeTakeFirstOrThrow(),
      this.#query()
        .selectFrom('webhook_deliveries')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow(),
      this.#query()
        .selectFrom('webhook_deliveries')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '=', 'dead')
        .executeTakeFirstOrThrow(),
    ]);
    const oldest = [events.oldest, waiting.oldest].filter((at): at is number => at !== null);
    return {
      webhooks: webhooks.count,
      waiting: events.count + waiting.count,
      dead: dead.count,
      oldestAtMs: oldest.length === 0 ? null : Math.min(...oldest),
    };
  }

  async removeEnded(
    { deliveredMs, deadMs }: { deliveredMs: number; deadMs: number },
    limit: number,
  ): Promise<number> {
    const removed = [
      await this.#removeDeliveries('delivered', deliveredMs, limit),
      await this.#removeDeliveries('dead', deadMs, limit),
      await this.#removeMessages(deliveredMs, limit),
    ];
    return Math.max(...removed);
  }

  async #removeDeliveries(
    state: 'delivered' | 'dead',
    beforeMs: number,
    limit: number,
  ): Promise<number> {
    const { numDeletedRows } = await this.#query()
      .deleteFrom('webhook_deliveries')
      .where('id', 'in', (query) =>
        query
          .selectFrom('webhook_deliveries')
          .select('id')
          .where('state', '=', state)
          .where('finished_at', '<', beforeMs)
          .limit(limit),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #removeMessages(beforeMs: number, limit: number): Promise<number> {
    const { numDeletedRows } = await this.#query()
      .deleteFrom('webhook_messages')
      .where('id', 'in', (query) =>
        query
          .selectFrom('webhook_messages as m')
          .select('m.id')
          .where('m.created_at', '<', beforeMs)
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('webhook_deliveries as d')
                  .select('d.id')
                  .whereRef('d.message_id', '=', 'm.id'),
              ),
            ),
          )
          .limit(limit),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  #deliveries() {
    return this.#query()
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
      .leftJoin('webhook_queues as q', 'q.id', 'd.queue_id')
      .selectAll('d')
      .select(['m.type', 'm.document_id', 'q.next_at']);
  }

  #query() {
    return this.database.query<WebhookTables>();
  }
}

const messageRow = ({ id, type, documentId, payload, createdAtMs }: Message) => ({
  ...{ id, type, document_id: documentId, payload, created_at: createdAtMs },
});

const outcomeRow = ({ state, status, fault, atMs }: Outcome) => ({
  ...{ state, last_status: status, last_fault: fault, finished_at: atMs },
});

type DeliveryRow = Selectable<DeliveriesTable> &
  Pick<Selectable<MessagesTable>, 'type' | 'document_id'> & { readonly next_at: number | null };

const deliveryOf = (row: DeliveryRow): Delivery => ({
  id: row.id,
  webhookId: row.webhook_id,
  messageId: row.message_id,
  type: row.type,
  documentId: row.document_id,
  state: row.state,
  attempts: row.attempts,
  createdAtMs: row.created_at,
  nextAttemptMs: row.state === 'waiting' ? row.next_at : null,
  finishedAtMs: row.finished_at,
  lastStatus: row.last_status,
  lastFault: row.last_fault as DeliveryFault | null,
});
