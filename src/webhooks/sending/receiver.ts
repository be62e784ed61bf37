import type { TransportFault } from '../../platform/http/transport-fault.js';

/** Why there was no answer; part of the HTTP contract. */
export type DeliveryFault = TransportFault | 'address-refused' | 'secret-unreadable' | 'owner-gone';

export type ReceiverAnswer = { readonly status: number } | { readonly fault: DeliveryFault };

export interface OutgoingMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where events are sent. */
export abstract class Receiver {
  /**
   * One POST. The host is resolved and checked each time, and the connection goes to an address that was checked. No
   * redirect is followed; of the answer only the status is used. Never rejects; ends within `DEADLINE_MS`.
   */
  abstract send(message: OutgoingMessage): Promise<ReceiverAnswer>;

  /** The first address of the host that is refused; undefined if there is none, or if the host is not known now. */
  abstract refusedAddressOf(url: string): Promise<string | undefined>;
}

/** As long as receivers of such events usually get. */
export const DEADLINE_MS = 15_000;

export const isDelivered = (answer: ReceiverAnswer): boolean =>
  'status' in answer && answer.status >= 200 && answer.status < 300;

/** "Do not send any more" (Standard Webhooks). */
export const isGone = (answer: ReceiverAnswer): boolean =>
  'status' in answer && answer.status === 410;
