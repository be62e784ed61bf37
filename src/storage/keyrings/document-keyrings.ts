import type { Keyring } from './keyring-index.js';

/** What somebody who could open an epoch's secret sealed anew. */
export interface KeyringSealing {
  readonly epoch: number;
  /** An armored age file. */
  readonly sealed: string;
}

/** Enough of a keyring to open it, and to seal it to others. */
export type SealedKeyring = Pick<
  Keyring,
  'epoch' | 'revision' | 'recipient' | 'sealed' | 'members'
>;

/**
 * Who can open a document at rest. `members` are public keys, `age1…`; the recovery recipient, when one is
 * configured, is always added. The changing methods write rows only and join the caller's transaction;
 * `settle` then brings the providers to what the rows say. Between the two the rows count.
 */
export abstract class DocumentKeyrings {
  /** This server's public key: with it among the members it can open the document by itself. */
  abstract readonly serverRecipient: string;
  abstract readonly recoveryRecipient: string | undefined;

  /** The newest sealing of each epoch, oldest epoch first. */
  abstract list(documentId: string): Promise<readonly SealedKeyring[]>;

  /**
   * Takes sealings that were made elsewhere, one of every epoch, in the place of the ones before.
   * `storage/sealings-incomplete` (unprocessable) when epochs are missing, `storage/bad-sealing` (invalid)
   * for what is no age file with a stanza for each member.
   */
  abstract replace(
    documentId: string,
    sealings: readonly KeyringSealing[],
    members: readonly string[],
  ): Promise<void>;

  /** Seals every epoch's secret to these members. `storage/key-needed` when this server is none. */
  abstract reseal(documentId: string, members: readonly string[]): Promise<void>;

  /** A new key pair for all later versions. Nobody needs to open anything for it. */
  abstract beginEpoch(documentId: string, members: readonly string[]): Promise<void>;

  /** `storage/sealing-not-ours` (unprocessable) unless this server opens each and finds the epoch's secret in it. */
  abstract proveOpens(documentId: string, sealings: readonly KeyringSealing[]): Promise<void>;

  /**
   * Places copies that are missing, removes those that were withdrawn, forgets what was unlocked. Never
   * rejects: what a provider could not do now stays noted, and is done by the next call.
   */
  abstract settle(documentId: string): Promise<void>;

  /**
   * `settle` for all documents that need it, each once, who waits longest first, until told to stop; and
   * forgets what other instances withdrew. Rejects when the database fails.
   */
  abstract settleAll(stop?: AbortSignal): Promise<void>;
}
