import type { KeyringFiles } from './keyring-files.js';
import type { Keyring, KeyringIndex } from './keyring-index.js';
import { UnlockedKeyCache, type UnlockedKey, type ServerMembership } from './unlocked-key-cache.js';
import { badRecipient, keyNeeded, noKeyring, notDurable } from '../storage.errors.js';
import { openArmored, sealArmored } from '../seal/age-file.js';
import {
  parseIdentity,
  parseRecipient,
  type AgeIdentity,
  type AgeRecipient,
  secretKeyLine,
  type FreshPair,
} from '../seal/age-key.js';
import { DamageError } from '../seal/damage.js';
import { sentence } from '../../platform/errors/sentence.js';

/** Opening a document needs its secret; a busy server has some thousand documents open. */
const UNLOCKED_KEPT = 4096;
const FIRST_EPOCH = 1;

export interface KeyringsParts {
  readonly index: KeyringIndex;
  readonly files: KeyringFiles;
  readonly membership: ServerMembership;
  /** The server's own. */
  readonly identity: AgeIdentity;
  /** Offline key that opens everything when this server is lost. */
  readonly recovery: AgeRecipient | undefined;
  readonly random: (length: number) => Buffer;
  readonly newPair: () => Promise<FreshPair>;
}

/** The key pairs of documents: makes them, seals them to members, unlocks them where the server is a member. */
export class Keyrings {
  readonly #unlocked: UnlockedKeyCache<AgeIdentity>;

  constructor(private readonly parts: KeyringsParts) {
    this.#unlocked = new UnlockedKeyCache(parts.membership, {
      kept: UNLOCKED_KEPT,
      // Contains no bytes that could be wiped.
      copy: (identity) => identity,
      wipe: () => undefined,
    });
  }

  get serverRecipient(): string {
    return this.parts.identity.recipient.text;
  }

  get recoveryRecipient(): string | undefined {
    return this.parts.recovery?.text;
  }

  /** Idempotent. Writes the row first, so that all copies are of the same key. */
  async create(documentId: string, members: readonly string[]): Promise<void> {
    if ((await this.parts.index.find(documentId)) === undefined) {
      await this.parts.index.add(await this.newPair({ documentId, epoch: FIRST_EPOCH }, members));
    }
    const { durable, causes } = await this.parts.files.place(await this.current(documentId));
    const { copiesNeeded } = this.parts.files;
    if (durable < copiesNeeded) {
      throw notDurable(
        sentence`The keyring of document ${documentId}`,
        durable,
        copiesNeeded,
        causes,
      );
    }
  }

  /** The keyring whose public key new versions are sealed to. */
  async current(documentId: string): Promise<Keyring> {
    const keyring = await this.parts.index.find(documentId);
    if (keyring === undefined) throw noKeyring(documentId);
    return keyring;
  }

  /**
   * The document's own identity, and the key wrap it came from. `storage/key-needed` when the server is not a
   * member of the newest one.
   */
  unlock(documentId: string, epoch: number): Promise<UnlockedKey<AgeIdentity>> {
    return this.#unlocked.open(`${documentId}/${epoch}`, () => this.#open(documentId, epoch));
  }

  /** Makes a key pair, sealed to the members. */
  async newPair(
    { documentId, epoch }: { documentId: string; epoch: number },
    members: readonly string[],
  ): Promise<Keyring> {
    const { secret, recipient } = await this.parts.newPair();
    const text = secretKeyLine(secret);
    secret.fill(0);
    try {
      return this.seal({ documentId, epoch, revision: 1, recipient }, text, members);
    } finally {
      text.fill(0);
    }
  }

  /** Seals a secret, given as a keyring's line of text, to the members and the recovery recipient. */
  seal(
    keyring: Pick<Keyring, 'documentId' | 'epoch' | 'revision' | 'recipient'>,
    text: Buffer,
    members: readonly string[],
  ): Keyring {
    const recipients = this.withRecovery(members).map(recipientOf);
    const sealed = sealArmored(text, recipients, this.parts.random);
    return {
      ...keyring,
      sealed,
      members: recipients.map((recipient) => recipient.text),
      missingOn: this.parts.files.providerNames,
    };
  }

  withRecovery(members: readonly string[]): string[] {
    const { recovery } = this.parts;
    return [...new Set([...members, ...(recovery ? [recovery.text] : [])])];
  }

  /** The line of text in a keyring; the caller zeroes it. `storage/key-needed` when the server is not a member. */
  open(keyring: Pick<Keyring, 'documentId' | 'sealed'>): Buffer {
    return openFor(this.parts.identity, keyring);
  }

  /** Drops every unlocked key of the document. */
  forget(documentId: string): void {
    this.#unlocked.forgetDocument(documentId);
  }

  forgetOutdated(): Promise<void> {
    return this.#unlocked.forgetOutdated();
  }

  async #open(documentId: string, epoch: number): Promise<UnlockedKey<AgeIdentity>> {
    const keyring = await this.parts.index.find(documentId, epoch);
    if (keyring === undefined) throw noKeyring(documentId);
    if (!this.parts.membership.includes(keyring)) throw keyNeeded(documentId);
    const text = this.open(keyring);
    try {
      return { key: identityIn(text), wrap: { documentId, epoch, revision: keyring.revision } };
    } finally {
      text.fill(0);
    }
  }
}

/** Parses the line of text in a keyring. */
export function identityIn(text: Buffer): AgeIdentity {
  const identity = parseIdentity(text.toString('latin1').trim());
  if (identity === undefined)
    throw new DamageError('age-header', 'the keyring holds no secret key');
  return identity;
}

function recipientOf(text: string): AgeRecipient {
  const recipient = parseRecipient(text);
  if (recipient === undefined) throw badRecipient(text);
  return recipient;
}

function openFor(identity: AgeIdentity, keyring: Pick<Keyring, 'documentId' | 'sealed'>): Buffer {
  try {
    return openArmored(keyring.sealed, identity);
  } catch (error) {
    if (error instanceof DamageError && error.what === 'not-a-recipient')
      throw keyNeeded(keyring.documentId);
    throw error;
  }
}
