import type { EventType } from '../platform/events/event-outbox.js';

/** A receiver of events. */
export interface Webhook {
  readonly id: string;
  /** The account of the application that registered it, or of an administrator. */
  readonly ownerId: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly isEnabled: boolean;
  /** `gone`: the receiver answered 410, which means never again. */
  readonly disabledReason: 'gone' | null;
  /** Until when the secret before this one signs too; 0 when there is none. */
  readonly previousSecretUntilMs: number;
  readonly createdAtMs: number;
}

/** What is signed with, `whsec_…`: the current secret first, then the one before it while it counts. */
export type SigningTexts = readonly [string, ...string[]];

/** Enough for an application with several environments and a receiver for each kind of event. */
export const MAX_WEBHOOKS_OF_OWNER = 20;
