import type { Keyring } from './keyring-index.js';

/** An epoch's secret, sealed to its members by somebody who could open it. */
export interface KeyWrap {
  readonly epoch: number;
  /** An armored age file. */
  readonly sealed: string;
}

/** What is needed to open a keyring, and to seal its secret to others. */
export type SealedKeyring = Pick<
  Keyring,
  'epoch' | 'revision' | 'recipient' | 'sealed' | 'members'
>;

/**
 * Who can open a document at rest. `members` are public keys, `age1…`; the recovery recipient, if one is
 * configured, is always added. Methods that change something only write rows and join the caller's transaction;
 * `settle` then updates the files at the providers. Until then the rows decide.
 */
export abstract class DocumentKeyrings {
  /** This server's public key: as a member, the server can open the document by itself. */
  abstract readonly serverRecipient: string;
  abstract readonly recoveryRecipient: string | undefined;

  /** The newest key wrap of each epoch, oldest epoch first. */
  abstract list(documentId: string): Promise<readonly SealedKeyring[]>;

  /**
   * Replaces the key wraps by new ones made elsewhere, one for every epoch.
   * `storage/sealings-incomplete` (unprocessable) when epochs are missing, `storage/bad-sealing` (invalid)
   * for anything but an age file with one stanza for each member.
   */
  abstract replace(
    documentId: string,
    wraps: readonly KeyWrap[],
    members: readonly string[],
  ): Promise<void>;

  /** Seals every epoch's secret to these members. `storage/key-needed` when this server is not a member. */
  abstract reseal(documentId: string, members: readonly string[]): Promise<void>;

  /** Begins an epoch: a new key pair for all later versions. Needs no key of the document. */
  abstract beginEpoch(documentId: string, members: readonly string[]): Promise<void>;

  /** Of a document that is gone for good: nothing can open what was sealed for it any more. */
  abstract withdrawAll(documentId: string): Promise<void>;

  /** `storage/sealing-not-ours` (unprocessable) unless this server can open each one and finds the epoch's secret. */
  abstract proveOpens(documentId: string, wraps: readonly KeyWrap[]): Promise<void>;

  /**
   * Writes missing copies, removes withdrawn ones, and drops unlocked keys. Never rejects: what fails at a
   * provider stays recorded and is done by a later call.
   */
  abstract settle(documentId: string): Promise<void>;

  /**
   * `settle` once for every document that needs it, longest waiting first, until `stop`; also drops keys that
   * other instances made invalid. Rejects when the database fails.
   */
  abstract settleAll(stop?: AbortSignal): Promise<void>;
}
