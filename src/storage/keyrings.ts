import { keyringKey } from './keys.js';
import { writeWhole, type Providers } from './providers.js';
import { keyNeeded, noKeyring, notDurable } from './storage.errors.js';
import { openArmored, sealArmored } from './seal/age-file.js';
import {
  identityOf,
  parseIdentity,
  secretKeyText,
  type AgeIdentity,
  type AgeRecipient,
} from './seal/age-key.js';
import { DamageError } from './seal/damage.js';
import type { ServerIdentity } from './seal/identity-text.js';
import type { Keyring, ObjectIndex } from './object-index.js';

/** Opening an editor needs the document's secret; a busy server has some thousand documents open. */
const UNLOCKED_KEPT = 4096;
const FIRST_EPOCH = 1;

export interface KeyringTools {
  readonly index: ObjectIndex;
  readonly providers: Providers;
  readonly identity: ServerIdentity;
  /** Offline key that opens everything when this server is lost. */
  readonly recovery: AgeRecipient | undefined;
  readonly random: (length: number) => Buffer;
}

/** The documents' key pairs: made here, sealed to their members, unlocked while the server is a member. */
export class Keyrings {
  /** Least recently used first. */
  readonly #unlocked = new Map<string, AgeIdentity>();

  constructor(private readonly tools: KeyringTools) {}

  /** Completes what an earlier attempt left undone: the row first, so that all copies are of one key. */
  async create(documentId: string): Promise<void> {
    if ((await this.tools.index.findKeyring(documentId)) === undefined) {
      await this.tools.index.addKeyring(this.#newKeyring(documentId));
    }
    await this.#place(await this.current(documentId));
  }

  /** The keyring whose public key new versions are sealed to. */
  async current(documentId: string): Promise<Keyring> {
    const keyring = await this.tools.index.findKeyring(documentId);
    if (keyring === undefined) throw noKeyring(documentId);
    return keyring;
  }

  /** The document's own identity. `storage/key-needed` when the server is no member. */
  async unlock(documentId: string, epoch: number): Promise<AgeIdentity> {
    const name = `${documentId}/${epoch}`;
    const known = this.#unlocked.get(name);
    const identity = known ?? (await this.#open(documentId, epoch));
    this.#unlocked.delete(name);
    this.#unlocked.set(name, identity);
    if (this.#unlocked.size > UNLOCKED_KEPT) this.#forgetOldest();
    return identity;
  }

  #newKeyring(documentId: string): Keyring {
    const secret = this.tools.random(32);
    const members = [
      this.tools.identity.age.recipient,
      ...(this.tools.recovery ? [this.tools.recovery] : []),
    ];
    const text = Buffer.from(`${secretKeyText(secret)}\n`);
    const sealed = sealArmored(text, members, this.tools.random);
    const recipient = identityOf(secret).recipient.text;
    text.fill(0);
    secret.fill(0);
    const missingOn = this.tools.providers.all.map((store) => store.provider);
    return { documentId, epoch: FIRST_EPOCH, revision: 1, recipient, sealed, missingOn };
  }

  async #place(keyring: Keyring): Promise<void> {
    if (keyring.missingOn.length === 0) return;
    const { providers, index } = this.tools;
    const key = keyringKey(keyring.documentId, keyring.epoch, keyring.revision);
    const bytes = Buffer.from(keyring.sealed);
    const stores = providers.all.filter((store) => keyring.missingOn.includes(store.provider));
    const results = await Promise.allSettled(stores.map((store) => writeWhole(store, key, bytes)));
    const missingOn = stores
      .filter((_, i) => results[i]?.status === 'rejected')
      .map((store) => store.provider);
    await index.setKeyringMissingOn(keyring, missingOn);
    const durable = providers.all.length - missingOn.length;
    if (durable < providers.quorum.needed) {
      const causes = results.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      throw notDurable(
        `The keyring of document ${keyring.documentId}`,
        durable,
        providers.quorum.needed,
        causes,
      );
    }
  }

  async #open(documentId: string, epoch: number): Promise<AgeIdentity> {
    const keyring = await this.tools.index.findKeyring(documentId, epoch);
    if (keyring === undefined) throw noKeyring(documentId);
    const text = openFor(this.tools.identity.age, keyring);
    try {
      const identity = parseIdentity(text.toString('latin1').trim());
      if (identity === undefined)
        throw new DamageError('age-header', 'the keyring holds no secret key');
      return identity;
    } finally {
      text.fill(0);
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#unlocked.keys();
    if (oldest !== undefined) this.#unlocked.delete(oldest);
  }
}

function openFor(identity: AgeIdentity, keyring: Keyring): Buffer {
  try {
    return openArmored(keyring.sealed, identity);
  } catch (error) {
    if (error instanceof DamageError && error.what === 'not-a-recipient')
      throw keyNeeded(keyring.documentId);
    throw error;
  }
}
