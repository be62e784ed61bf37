import type { WebhookOwners } from '../../access/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { DEADLINE_MS, isDelivered, isGone, type ReceiverAnswer } from '../sending/receiver.js';
import { nextAttemptMs } from '../sending/retry-schedule.js';
import type { Webhook } from '../webhook.js';
import type { WebhookRepository } from '../webhook.repository.js';
import type {
  ClaimedQueue,
  DeliveryQueues,
  WaitingDelivery,
} from './delivery-queues.repository.js';
import type { DeliveryCounts } from './delivery-counts.js';
import type { SendDelivery } from './send-delivery.js';

/** A claim covers three attempts that take as long as they may. */
export const LEASE_MS = 60_000;
/** What is left of it when it is renewed: one attempt, and the statements around it on a slow database. */
const RENEW_BELOW_MS = 2 * DEADLINE_MS;
/** Then other documents of the receiver have their turn. */
const IN_A_ROW = 100;

export interface QueueDeliveryParts {
  readonly queues: DeliveryQueues;
  readonly webhooks: WebhookRepository;
  readonly owners: WebhookOwners;
  readonly sending: SendDelivery;
  readonly counts: DeliveryCounts;
  readonly clock: Clock;
}

/**
 * Works a claimed queue off, in its order, until it is empty, an attempt fails, or `stop`. An instance that ends between
 * an answer and its note leaves the delivery waiting: then it is sent twice, under the same id.
 */
export class QueueDelivery {
  constructor(private readonly parts: QueueDeliveryParts) {}

  async execute(claimed: ClaimedQueue, stop: AbortSignal): Promise<void> {
    const { queues, clock } = this.parts;
    const webhook = await this.#receiverOf(claimed.webhookId);
    if (webhook === undefined) return;
    let queue = claimed;
    for (let sent = 0; sent < IN_A_ROW && !stop.aborted;) {
      const kept = await this.#kept(queue);
      if (kept === undefined) return;
      const delivery = await queues.first(kept.id);
      if (delivery === undefined) {
        const revision = await queues.close(kept);
        if (revision === undefined) return;
        queue = { ...kept, revision };
        continue;
      }
      if (!(await this.#deliver(webhook, kept, delivery))) return;
      queue = kept;
      sent += 1;
    }
    await queues.release(claimed, clock.nowMs());
  }

  /** Undefined when nothing is sent any more: then all that waits is over. */
  async #receiverOf(webhookId: string): Promise<Webhook | undefined> {
    const { webhooks, owners, queues, clock } = this.parts;
    const webhook = await webhooks.find(webhookId);
    if (webhook === undefined) return undefined;
    const isOwned = (await owners.of([webhook.ownerId])).has(webhook.ownerId);
    if (webhook.isEnabled && isOwned) return webhook;
    await queues.giveUpAll(webhookId, clock.nowMs(), isOwned ? null : 'owner-gone');
    return undefined;
  }

  /** The claim, renewed if it has to be; undefined when it was lost. */
  async #kept(queue: ClaimedQueue): Promise<ClaimedQueue | undefined> {
    const nowMs = this.parts.clock.nowMs();
    if (queue.claimedUntilMs - nowMs > RENEW_BELOW_MS) return queue;
    const claimedUntilMs = nowMs + LEASE_MS;
    const isOurs = await this.parts.queues.renew(queue, claimedUntilMs);
    return isOurs ? { ...queue, claimedUntilMs } : undefined;
  }

  /** True when the next one of the queue may follow. */
  async #deliver(
    webhook: Webhook,
    queue: ClaimedQueue,
    delivery: WaitingDelivery,
  ): Promise<boolean> {
    const { queues, sending, counts, clock } = this.parts;
    const answer = await sending.execute(webhook, delivery);
    const atMs = clock.nowMs();
    const seen = { ...seenIn(answer), atMs };
    if (isDelivered(answer)) {
      await queues.note(delivery.id, { state: 'delivered', ...seen });
      counts.count('delivered');
      return true;
    }
    counts.count('failed');
    if (isGone(answer)) {
      await queues.note(delivery.id, { state: 'dead', ...seen });
      await this.#disable(webhook, atMs);
      return false;
    }
    const nextMs = nextAttemptMs(delivery.attempts + 1, delivery.waitingSinceMs, atMs);
    await queues.note(delivery.id, { state: nextMs === undefined ? 'dead' : 'waiting', ...seen });
    if (nextMs === undefined) {
      counts.count('given-up');
      return true;
    }
    await queues.release(queue, nextMs);
    return false;
  }

  async #disable({ id }: Webhook, atMs: number): Promise<void> {
    await this.parts.webhooks.change(id, { isEnabled: false, disabledReason: 'gone' });
    await this.parts.queues.giveUpAll(id, atMs, null);
  }
}

/** What is kept of an answer. */
export const seenIn = (answer: ReceiverAnswer) => ({
  status: 'status' in answer ? answer.status : null,
  fault: 'fault' in answer ? answer.fault : null,
});
