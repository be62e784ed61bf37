import type { DeliveryFault } from '../sending/receiver.js';
import type { Message } from './event-spread.repository.js';
import type { Outcome } from './delivery-queues.repository.js';

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One event for one webhook. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly type: string;
  readonly documentId: string | null;
  readonly state: DeliveryState;
  /** Since it was added, or sent again. */
  readonly attempts: number;
  readonly createdAtMs: number;
  /** Of the first that waits for this receiver and document: the others follow it. */
  readonly nextAttemptMs: number | null;
  readonly finishedAtMs: number | null;
  readonly lastStatus: number | null;
  readonly lastFault: DeliveryFault | null;
}

export interface DeliveryPage {
  readonly webhookId: string;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
  /** The id of the last one of the page before. */
  readonly after?: string | undefined;
}

export interface DeliveryFigures {
  readonly webhooks: number;
  /** Events that wait to be delivered, and those not looked at yet. */
  readonly waiting: number;
  readonly dead: number;
  /** When the oldest of what waits was added; null when nothing waits. */
  readonly oldestAtMs: number | null;
}

/** What was delivered, waits, and was given up. */
export abstract class DeliveryLog {
  /** Newest first. */
  abstract list(page: DeliveryPage): Promise<readonly Delivery[]>;
  abstract find(webhookId: string, id: string): Promise<Delivery | undefined>;

  /** Writes down a message that was sent at once, such as a test. */
  abstract add(delivery: {
    readonly id: string;
    readonly webhookId: string;
    readonly message: Message;
    readonly outcome: Outcome;
  }): Promise<void>;

  /** It waits again, on its own. False when it waits already. */
  abstract sendAgain(delivery: Delivery, nowMs: number): Promise<boolean>;

  abstract figures(): Promise<DeliveryFigures>;

  /** Removes what ended before, and messages that nobody needs any more; at most so many, and says how many. */
  abstract removeEnded(
    before: { readonly deliveredMs: number; readonly deadMs: number },
    limit: number,
  ): Promise<number>;
}
