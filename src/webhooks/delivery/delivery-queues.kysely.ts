import { skippingLocked, type Database } from '../../platform/database/database.js';
import type { DeliveryFault } from '../sending/receiver.js';
import type { WebhookTables } from '../webhook.tables.js';
import {
  DeliveryQueues,
  type ClaimedQueue,
  type Outcome,
  type WaitingDelivery,
} from './delivery-queues.repository.js';

export class KyselyDeliveryQueues extends DeliveryQueues {
  constructor(private readonly database: Database) {
    super();
  }

  async dueWebhooks(nowMs: number): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('webhook_queues as q')
      .innerJoin('webhooks as w', 'w.id', 'q.webhook_id')
      .select('q.webhook_id')
      .distinct()
      .where('w.enabled', '=', 1)
      .where('q.next_at', '<=', nowMs)
      .where('q.claimed_until', '<=', nowMs)
      .execute();
    return rows.map((row) => row.webhook_id);
  }

  async claim(
    webhookId: string,
    limit: number,
    { claim, nowMs, untilMs }: { claim: string; nowMs: number; untilMs: number },
  ): Promise<readonly ClaimedQueue[]> {
    const due = this.#query()
      .selectFrom('webhook_queues')
      .select('id')
      .where('webhook_id', '=', webhookId)
      .where('next_at', '<=', nowMs)
      .where('claimed_until', '<=', nowMs)
      .orderBy('next_at')
      .limit(limit);
    const rows = await this.#query()
      .updateTable('webhook_queues')
      .set({ claim, claimed_until: untilMs })
      .where('id', 'in', skippingLocked(this.database, due, 'webhook_queues'))
      .returning(['id', 'revision'])
      .execute();
    return rows.map(({ id, revision }) => ({
      ...{ id, webhookId, revision, claim },
      claimedUntilMs: untilMs,
    }));
  }

  async renew({ id, claim }: ClaimedQueue, untilMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#query()
      .updateTable('webhook_queues')
      .set({ claimed_until: untilMs })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async first(queueId: string): Promise<WaitingDelivery | undefined> {
    const row = await this.#query()
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
      .select(['d.id', 'd.message_id', 'd.attempts', 'd.waiting_since', 'm.payload'])
      .where('d.queue_id', '=', queueId)
      .where('d.state', '=', 'waiting')
      .orderBy('d.position')
      .orderBy('d.id')
      .limit(1)
      .executeTakeFirst();
    return (
      row && {
        ...{ id: row.id, messageId: row.message_id, payload: row.payload },
        ...{ attempts: row.attempts, waitingSinceMs: row.waiting_since },
      }
    );
  }

  async note(deliveryId: string, { state, status, fault, atMs }: Outcome): Promise<void> {
    await this.#query()
      .updateTable('webhook_deliveries')
      .set((eb) => ({
        ...{ state, last_status: status, last_fault: fault },
        attempts: eb('attempts', '+', 1),
        finished_at: state === 'waiting' ? null : atMs,
      }))
      .where('id', '=', deliveryId)
      .where('state', '=', 'waiting')
      .execute();
  }

  async release({ id, claim }: ClaimedQueue, nextMs: number): Promise<void> {
    await this.#query()
      .updateTable('webhook_queues')
      .set({ claim: '', claimed_until: 0, next_at: nextMs })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .execute();
  }

  async close({ id, claim, revision }: ClaimedQueue): Promise<number | undefined> {
    const { numDeletedRows } = await this.#query()
      .deleteFrom('webhook_queues')
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (numDeletedRows > 0n) return undefined;
    const row = await this.#query()
      .selectFrom('webhook_queues')
      .select('revision')
      .where('id', '=', id)
      .where('claim', '=', claim)
      .executeTakeFirst();
    return row?.revision;
  }

  giveUpAll(webhookId: string, atMs: number, why: DeliveryFault | null): Promise<void> {
    return this.database.inTransaction(async () => {
      await this.#query()
        .updateTable('webhook_deliveries')
        .set({ state: 'dead', finished_at: atMs, ...(why !== null && { last_fault: why }) })
        .where('webhook_id', '=', webhookId)
        .where('state', '=', 'waiting')
        .execute();
      await this.#query()
        .deleteFrom('webhook_queues')
        .where('webhook_id', '=', webhookId)
        .execute();
    }, 'snapshot');
  }

  #query() {
    return this.database.query<WebhookTables>();
  }
}
