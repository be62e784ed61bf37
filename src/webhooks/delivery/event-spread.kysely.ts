import type { Database } from '../../platform/database/database.js';
import { inPortions } from '../../platform/database/long-lists.js';
import type { WebhookTables } from '../webhook.tables.js';
import {
  EventSpreadRepository,
  type Message,
  type NewDelivery,
  type SpreadEvents,
  type StoredEvent,
} from './event-spread.repository.js';

/** Another instance has the turn by now: the transaction is undone. */
class TurnOver extends Error {}

export class KyselyEventSpreadRepository extends EventSpreadRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async hasEvents(): Promise<boolean> {
    const row = await this.#query().selectFrom('outbox_events').select('id').limit(1).execute();
    return row.length > 0;
  }

  async takeTurn(holder: string, nowMs: number, untilMs: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows = 0n } = await this.#query()
      .insertInto('webhook_state')
      .values({ name: 'spread', holder, until: untilMs })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, until: untilMs })
          .where('webhook_state.until', '<=', nowMs),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }

  async endTurn(holder: string): Promise<void> {
    await this.#endTurn(holder);
  }

  async waiting(limit: number): Promise<readonly StoredEvent[]> {
    const rows = await this.#query()
      .selectFrom('outbox_events')
      .selectAll()
      .orderBy('position')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id, type, document_id: documentId, actor, detail, at: atMs }) => ({
      ...{ id, type, documentId, actor, atMs },
      detail: detail === null ? null : (JSON.parse(detail) as StoredEvent['detail']),
    }));
  }

  async clientsOf(documentIds: readonly string[]) {
    if (documentIds.length === 0) return new Map<string, ReadonlySet<string>>();
    const rows = await this.#query()
      .selectFrom('client_documents')
      .selectAll()
      .where('document_id', 'in', documentIds)
      .execute();
    const byDocument = Map.groupBy(rows, (row) => row.document_id);
    return new Map(
      [...byDocument].map(([id, of]) => [id, new Set(of.map((row) => row.client_id))]),
    );
  }

  async spread(holder: string, nowMs: number, spread: SpreadEvents): Promise<boolean> {
    try {
      await this.database.inTransaction(async () => {
        if (!(await this.#endTurn(holder))) throw new TurnOver();
        await this.#query()
          .deleteFrom('outbox_events')
          .where('id', 'in', spread.eventIds)
          .execute();
        await this.#addMessages(spread.messages);
        await this.#addDeliveries(spread.deliveries, nowMs);
      }, 'snapshot');
      return true;
    } catch (error) {
      if (error instanceof TurnOver) return false;
      throw error;
    }
  }

  async #endTurn(holder: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#query()
      .updateTable('webhook_state')
      .set({ holder: '', until: 0 })
      .where('name', '=', 'spread')
      .where('holder', '=', holder)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async #addMessages(messages: readonly Message[]): Promise<void> {
    const rows = messages.map(({ id, type, documentId, payload, createdAtMs }) => ({
      ...{ id, type, document_id: documentId, payload, created_at: createdAtMs },
    }));
    for (const some of inPortions(rows))
      await this.#query().insertInto('webhook_messages').values(some).execute();
  }

  async #addDeliveries(deliveries: readonly NewDelivery[], nowMs: number): Promise<void> {
    if (deliveries.length === 0) return;
    const first = (await lastPosition(this.database)) + 1;
    const rows = deliveries.map((delivery, i) => rowOf(delivery, first + i, nowMs));
    for (const some of inPortions(rows))
      await this.#query().insertInto('webhook_deliveries').values(some).execute();
    const queues = new Map(deliveries.map((delivery) => [delivery.queueId, delivery]));
    await addToQueues(this.database, [...queues.values()], nowMs);
  }

  #query() {
    return this.database.query<WebhookTables>();
  }
}

/** Deliveries are added one transaction at a time, but for tests and what is sent again, which have queues of their own. */
export async function lastPosition(database: Database): Promise<number> {
  const row = await database
    .query<WebhookTables>()
    .selectFrom('webhook_deliveries')
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}

export const rowOf = (
  { id, webhookId, messageId, queueId }: NewDelivery,
  position: number,
  nowMs: number,
) => ({
  ...{ id, position, webhook_id: webhookId, message_id: messageId, queue_id: queueId },
  ...{ state: 'waiting' as const, attempts: 0, waiting_since: nowMs, created_at: nowMs },
  ...{ finished_at: null, last_status: null, last_fault: null },
});

/** A queue that is there, and may be waiting for its next attempt, only learns that it has more. */
export async function addToQueues(
  database: Database,
  queues: readonly Pick<NewDelivery, 'queueId' | 'webhookId'>[],
  nowMs: number,
): Promise<void> {
  const rows = queues.map(({ queueId, webhookId }) => ({
    ...{ id: queueId, webhook_id: webhookId, revision: 1, next_at: nowMs },
    ...{ claim: '', claimed_until: 0 },
  }));
  for (const some of inPortions(rows)) {
    await database
      .query<WebhookTables>()
      .insertInto('webhook_queues')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((eb) => ({ revision: eb('webhook_queues.revision', '+', 1) })),
      )
      .execute();
  }
}
