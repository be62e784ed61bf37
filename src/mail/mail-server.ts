import type { TransportFault } from '../platform/http/transport-fault.js';

export interface MailAddress {
  /** Empty without one. */
  readonly name: string;
  readonly address: string;
}

export interface OutgoingMail {
  /** The same at every attempt: by it a mail that comes twice is told. Without angle brackets. */
  readonly messageId: string;
  readonly to: MailAddress;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/**
 * Why a mail was not taken. `recipient-refused`, `message-refused`: for good, and because of this mail alone. `deferred`:
 * this mail is taken later. The others are about the server or the settings: no other mail is taken either.
 */
export type MailFault =
  | TransportFault
  | 'recipient-refused'
  | 'message-refused'
  | 'deferred'
  | 'smtp-no-start-tls'
  | 'smtp-credentials'
  | 'smtp-no-sign-in'
  | 'smtp-sender-refused'
  | 'smtp-refuses'
  | 'not-smtp';

export interface MailRefusal {
  readonly fault: MailFault;
  /** What the server answered: a status and its detail (RFC 3463), such as `550 5.1.1`; else a word for the error. Never its text. */
  readonly word: string;
}

export type MailAnswer = 'accepted' | MailRefusal;

/** The mail server of the installation. */
export abstract class MailServer {
  /** One attempt, over a connection of its own. Rejects never; ends within `DEADLINE_MS`. */
  abstract send(mail: OutgoingMail): Promise<MailAnswer>;
}

export class NoMailServer extends MailServer {
  send(): Promise<MailAnswer> {
    return Promise.resolve({ fault: 'smtp-refuses', word: 'off' });
  }
}

/** Content filters take their time to answer; the end of the server waits for attempts under way. */
export const DEADLINE_MS = 30_000;

/** Trying this mail again changes nothing. */
export const isForGood = ({ fault }: MailRefusal): boolean =>
  fault === 'recipient-refused' || fault === 'message-refused';

/** Other mails would fail as well. */
export const concernsAll = (refusal: MailRefusal): boolean =>
  !isForGood(refusal) && refusal.fault !== 'deferred';
