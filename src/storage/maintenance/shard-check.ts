import { isAppError } from '../../platform/errors/app-error.js';
import { shardKey } from '../providers/keys.js';
import type { StoredObject } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import { DamageError } from '../seal/damage.js';
import { inspectShard, isGoodBlock, type ShardSource } from '../seal/shard-tail.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import type { ShardReader } from '../providers/shard-store.js';
import { faultOfShard } from '../storage.errors.js';
import type { Throttle } from './byte-rate-limiter.js';

/** `unreachable`: the provider does not answer, which says nothing about the shard. */
export type ShardVerdict =
  | { readonly is: 'good' }
  | { readonly is: 'bad'; readonly reason: string }
  | { readonly is: 'unreachable' };

/** Verifies a shard completely, tail first, without any key. */
export class ShardCheck {
  constructor(
    private readonly providers: Providers,
    private readonly signers: TrustedSigners,
  ) {}

  /** Verifies shard `index` of the object at `provider`. */
  async check(
    stored: StoredObject,
    index: number,
    provider: string,
    throttle: Throttle,
  ): Promise<ShardVerdict> {
    const store = this.providers.find(provider);
    if (store === undefined) return { is: 'bad', reason: 'provider is not configured' };
    try {
      const reader = await store.open(shardKey(stored, index));
      try {
        return await this.#verify(stored, index, sourceOf(reader, throttle));
      } finally {
        await reader.close();
      }
    } catch (error) {
      return verdictOn(error);
    }
  }

  async #verify(stored: StoredObject, index: number, source: ShardSource): Promise<ShardVerdict> {
    const { documentId, versionId, manifestHash } = stored;
    const expected = { documentId, versionId, manifestHash, index };
    const { layout, hashList } = await inspectShard(source, this.signers, expected);
    for (let stripe = 0; stripe < layout.stripes; stripe++) {
      const block = Buffer.allocUnsafe(layout.blockBytes(stripe));
      await source.read(block, layout.blockOffset(stripe));
      if (!isGoodBlock(block, hashList, stripe)) return { is: 'bad', reason: 'block' };
    }
    return { is: 'good' };
  }
}

const sourceOf = (reader: ShardReader, throttle: Throttle): ShardSource => ({
  size: reader.size,
  read: async (into, offset) => {
    await throttle(into.length);
    await reader.read(into, offset);
  },
});

function verdictOn(error: unknown): ShardVerdict {
  if (!(error instanceof DamageError) && !isAppError(error)) throw error;
  const reason = faultOfShard(error);
  return reason === undefined ? { is: 'unreachable' } : { is: 'bad', reason };
}
