import { isAppError } from '../../platform/errors/app-error.js';
import type { DocumentKeyrings } from '../keyrings/document-keyrings.js';
import type { Keyring } from '../keyrings/keyring-index.js';
import { readKeyringFile } from '../keyrings/keyring-files.js';
import { keyringMetadataKey, keyringKey } from '../providers/keys.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';
import { isMetadataOf } from '../seal/keyring-metadata.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import type { ByteRateLimiter } from './byte-rate-limiter.js';

export type KeyringCopy = Pick<
  Keyring,
  'documentId' | 'epoch' | 'revision' | 'sealed' | 'missingOn'
>;

/** When the copies of each keyring were last compared with its row. */
export abstract class KeyringScrubIndex {
  /** Keyrings last compared before `beforeMs`, oldest first; those made since then are left out. */
  abstract due(beforeMs: number, limit: number): Promise<readonly KeyringCopy[]>;
  /** Notes that it was compared now; sets `missingOn` unless the row has changed since `keyring` was read. */
  abstract compared(keyring: KeyringCopy, missingOn: readonly string[]): Promise<void>;
}

const KEYRINGS_AT_ONCE = 100;

export interface KeyringScrubParts {
  readonly index: KeyringScrubIndex;
  readonly providers: Providers;
  readonly keyrings: DocumentKeyrings;
  readonly signers: TrustedSigners;
  readonly limiter: ByteRateLimiter;
}

/** Compares every copy of every keyring, and its index metadata, with the row; rewrites what differs or is gone. */
export class KeyringScrub {
  constructor(private readonly parts: KeyringScrubParts) {}

  /** Returns how many copies were bad. */
  async scrub(beforeMs: number, stop: AbortSignal): Promise<number> {
    let bad = 0;
    for (;;) {
      const due = await this.parts.index.due(beforeMs, KEYRINGS_AT_ONCE);
      for (const keyring of due) bad += await this.#compare(keyring, stop);
      if (due.length < KEYRINGS_AT_ONCE) return bad;
    }
  }

  async #compare(keyring: KeyringCopy, stop: AbortSignal): Promise<number> {
    const { index, providers, keyrings, signers, limiter } = this.parts;
    const stores = providers.accepting.filter(
      ({ provider }) => !keyring.missingOn.includes(provider),
    );
    await limiter.take(keyring.sealed.length * stores.length, stop);
    const isBad = await Promise.all(stores.map((store) => differs(store, keyring, signers)));
    const bad = stores.filter((_, i) => isBad[i]).map(({ provider }) => provider);
    await index.compared(keyring, [...keyring.missingOn, ...bad]);
    if (bad.length > 0) await keyrings.settle(keyring.documentId);
    return bad.length;
  }
}

/** False for a provider that does not answer: that says nothing about its copy. */
async function differs(
  store: ShardStore,
  { documentId, epoch, revision, sealed }: KeyringCopy,
  signers: TrustedSigners,
): Promise<boolean> {
  try {
    const copy = await readKeyringFile(store, keyringKey(documentId, epoch, revision));
    if (copy?.toString() !== sealed) return true;
    const about = await readKeyringFile(store, keyringMetadataKey(documentId, epoch, revision));
    return about === undefined || !isMetadataOf(about, sealed, signers);
  } catch (error) {
    if (isAppError(error)) return error.code !== 'storage/provider-failed';
    throw error;
  }
}
