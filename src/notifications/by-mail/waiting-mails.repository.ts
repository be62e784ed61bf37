import type { MailFault } from '../../mail/index.js';

/** `refused`: by the server, for good. `given-up`: tried for as long as it makes sense. */
export type MailState = 'waiting' | 'sent' | 'refused' | 'given-up';

/** A mail that this instance is to send. */
export interface ClaimedMail {
  readonly id: string;
  readonly accountId: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly createdAtMs: number;
  readonly claim: string;
}

export interface Lease {
  readonly claim: string;
  readonly nowMs: number;
  readonly untilMs: number;
}

/** How an attempt ended. */
export interface MailOutcome {
  readonly state: MailState;
  readonly atMs: number;
  /** While it waits. */
  readonly nextMs?: number | undefined;
  readonly fault?: MailFault | undefined;
  readonly word?: string | undefined;
}

export interface MailFigures {
  readonly waiting: number;
  /** When the oldest of those began; null when none waits. */
  readonly oldestAtMs: number | null;
  /** Of the last seven days: refused by the server for good, or given up. */
  readonly failed: number;
  /** Of the latest attempt; undefined when it succeeded. */
  readonly lastFault: { readonly fault: MailFault; readonly word: string } | undefined;
}

/** The mails that wait, and what became of those that do not. */
export abstract class WaitingMails {
  /** The next one that is due, for this instance alone until the lease ends. */
  abstract claim(lease: Lease): Promise<ClaimedMail | undefined>;
  /** Changes nothing when the lease was lost. */
  abstract note(mail: ClaimedMail, outcome: MailOutcome): Promise<void>;
  /** There is nothing to say any more. */
  abstract drop(mail: ClaimedMail): Promise<void>;
  abstract figures(): Promise<MailFigures>;
  /** Forgets mails that began before; at most so many, and says how many. */
  abstract removeOld(beforeMs: number, limit: number): Promise<number>;
}
