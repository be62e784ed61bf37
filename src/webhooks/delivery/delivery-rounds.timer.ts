import { Logger } from '@nestjs/common';
import type { RecurringWork } from '../../platform/background/background-work.timer.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import { LEASE_MS, type QueueDelivery } from './deliver-queue.js';
import type { ClaimedQueue, DeliveryQueues } from './delivery-queues.repository.js';
import type { EventSpreading } from './spread-events.js';

/** Of one instance: each is a connection and a few statements. A receiver that hangs keeps a quarter of them. */
const AT_ONCE = 32;
const AT_ONCE_OF_RECEIVER = 8;
/** How long an event of another instance, or an attempt that is due, may wait. */
const LOOK_MS = 1000;

export interface DeliveryRoundsParts {
  readonly spreading: EventSpreading;
  readonly queues: DeliveryQueues;
  readonly delivery: QueueDelivery;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Starts what is due: each second, and at once when an event of this instance is committed or a queue is done. */
export class DeliveryRounds {
  readonly #logger = new Logger('Webhooks');
  readonly #running = new Set<Promise<void>>();
  readonly #busy = new Map<string, number>();
  readonly #stop = new AbortController();
  #round: Promise<void> | undefined;
  #isWanted = false;

  constructor(private readonly parts: DeliveryRoundsParts) {}

  readonly work: RecurringWork = {
    name: 'webhooks',
    everyMs: LOOK_MS,
    run: () => this.#look(),
  };

  /** Soon; many calls are one round. */
  wake(): void {
    this.#isWanted = true;
    if (this.#round !== undefined || this.#stop.signal.aborted) return;
    this.#look().catch((error: unknown) => {
      this.#logger.warn({ msg: 'events wait for the next look', err: error });
    });
  }

  /** Waits for attempts that are under way, each of which has a deadline. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#round?.catch(() => undefined);
    await Promise.all(this.#running);
  }

  #look(): Promise<void> {
    this.#round ??= this.#lookUntilDone().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #lookUntilDone(): Promise<void> {
    const { signal } = this.#stop;
    do {
      this.#isWanted = false;
      try {
        while (!signal.aborted && (await this.parts.spreading.next()));
      } finally {
        if (!signal.aborted) await this.#startDue();
      }
    } while (this.#isWanted && !signal.aborted);
  }

  async #startDue(): Promise<void> {
    const { queues, clock, ids } = this.parts;
    for (const webhookId of await queues.dueWebhooks(clock.nowMs())) {
      const busy = this.#busy.get(webhookId) ?? 0;
      const free = Math.min(AT_ONCE_OF_RECEIVER - busy, AT_ONCE - this.#running.size);
      if (free <= 0 || this.#stop.signal.aborted) continue;
      const nowMs = clock.nowMs();
      const lease = { claim: ids.next(), nowMs, untilMs: nowMs + LEASE_MS };
      for (const queue of await queues.claim(webhookId, free, lease)) this.#start(queue);
    }
  }

  #start(queue: ClaimedQueue): void {
    const { webhookId } = queue;
    this.#busy.set(webhookId, (this.#busy.get(webhookId) ?? 0) + 1);
    const running = this.parts.delivery
      .execute(queue, this.#stop.signal)
      .catch((error: unknown) => {
        // The claim ends by itself; then it is tried again.
        this.#logger.warn({ msg: 'a delivery was interrupted', webhookId, err: error });
      })
      .finally(() => {
        this.#running.delete(running);
        const left = (this.#busy.get(webhookId) ?? 1) - 1;
        if (left === 0) this.#busy.delete(webhookId);
        else this.#busy.set(webhookId, left);
        this.wake();
      });
    this.#running.add(running);
  }
}
