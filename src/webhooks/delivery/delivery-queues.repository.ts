import type { DeliveryFault } from '../sending/receiver.js';

export interface ClaimedQueue {
  readonly id: string;
  readonly webhookId: string;
  readonly revision: number;
  readonly claim: string;
  readonly claimedUntilMs: number;
}

export interface WaitingDelivery {
  readonly id: string;
  readonly messageId: string;
  readonly payload: string;
  readonly attempts: number;
  readonly waitingSinceMs: number;
}

/** What came of an attempt, or of the last of them. */
export interface Outcome {
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly status: number | null;
  readonly fault: DeliveryFault | null;
  readonly atMs: number;
}

/**
 * Deliveries of one receiver and one document stand in a queue: the first is tried until it is delivered or given up,
 * the others wait. A queue is claimed while it is worked on, so that one instance at a time does so; a claim that is
 * not renewed ends by itself.
 */
export abstract class DeliveryQueues {
  /** Webhooks that have something to do now. */
  abstract dueWebhooks(nowMs: number): Promise<readonly string[]>;

  /** The longest due first. Only of enabled webhooks. */
  abstract claim(
    webhookId: string,
    limit: number,
    lease: { readonly claim: string; readonly nowMs: number; readonly untilMs: number },
  ): Promise<readonly ClaimedQueue[]>;

  /** False when it was lost. */
  abstract renew(queue: ClaimedQueue, untilMs: number): Promise<boolean>;

  /** What is to be delivered first. */
  abstract first(queueId: string): Promise<WaitingDelivery | undefined>;

  /** Writes down an attempt. */
  abstract note(deliveryId: string, outcome: Outcome): Promise<void>;

  /** Gives the claim back; the next attempt is due then. */
  abstract release(queue: ClaimedQueue, nextMs: number): Promise<void>;

  /** Removes an empty queue. Its new revision when something was added meanwhile; undefined when that is done, or lost. */
  abstract close(queue: ClaimedQueue): Promise<number | undefined>;

  /** Everything that waits for this receiver is over, and can be sent again by hand. */
  abstract giveUpAll(webhookId: string, atMs: number, why: DeliveryFault | null): Promise<void>;
}
