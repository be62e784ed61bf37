import { isAppError } from '../../platform/errors/app-error.js';
import type { DocumentKeyrings } from '../keyrings/document-keyrings.js';
import { readKeyringFile } from '../keyrings/keyring-reading.js';
import { keyringAboutKey, keyringKey } from '../providers/keys.js';
import type { Providers } from '../providers/providers.js';
import { isAboutKeyring } from '../seal/keyring-about.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import type { ShardStore } from '../providers/shard-store.js';
import type { KeyringCopy, KeyringScrubIndex } from './keyring-scrub-index.js';
import type { Throttle } from './byte-rate-limiter.js';

const AT_ONCE = 100;

/**
 * Compares every copy of every keyring with its row, and what is said of it beside it; what differs or is gone
 * is written anew.
 */
export class KeyringScrub {
  constructor(
    private readonly index: KeyringScrubIndex,
    private readonly providers: Providers,
    private readonly keyrings: DocumentKeyrings,
    private readonly signers: TrustedSigners,
  ) {}

  /** Answers how many copies were found bad. */
  async scrub(beforeMs: number, throttle: Throttle): Promise<number> {
    let bad = 0;
    for (;;) {
      const due = await this.index.due(beforeMs, AT_ONCE);
      for (const keyring of due) bad += await this.#compare(keyring, throttle);
      if (due.length < AT_ONCE) return bad;
    }
  }

  async #compare(keyring: KeyringCopy, throttle: Throttle): Promise<number> {
    const stores = this.providers.accepting.filter(
      ({ provider }) => !keyring.missingOn.includes(provider),
    );
    await throttle(keyring.sealed.length * stores.length);
    const wrong = await Promise.all(stores.map((store) => differs(store, keyring, this.signers)));
    const bad = stores.filter((_, i) => wrong[i]).map(({ provider }) => provider);
    await this.index.compared(keyring, [...keyring.missingOn, ...bad]);
    if (bad.length > 0) await this.keyrings.settle(keyring.documentId);
    return bad.length;
  }
}

/** A provider that is away has not lost it. */
async function differs(
  store: ShardStore,
  { documentId, epoch, revision, sealed }: KeyringCopy,
  signers: TrustedSigners,
): Promise<boolean> {
  try {
    const copy = await readKeyringFile(store, keyringKey(documentId, epoch, revision));
    if (copy?.toString() !== sealed) return true;
    const about = await readKeyringFile(store, keyringAboutKey(documentId, epoch, revision));
    return about === undefined || !isAboutKeyring(about, sealed, signers);
  } catch (error) {
    if (isAppError(error)) return error.code !== 'storage/provider-failed';
    throw error;
  }
}
