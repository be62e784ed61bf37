import { isAppError } from '../platform/errors/app-error.js';
import { shardKey } from './keys.js';
import { unrecoverable } from './storage.errors.js';
import { manifestHashOf, MAX_MANIFEST_BYTES, readTrustedManifest } from './seal/manifest.js';
import { FOOTER_BYTES, isGoodBlock, rootOf } from './seal/sealed-shard.js';
import { BLOCK_BYTES, StripeLayout, type BlockSpan } from './seal/stripe-layout.js';
import type { StoredObject, StoredShard } from './object-store.js';
import type { Providers } from './providers.js';
import type { ShardReader } from './shards/shard-store.js';
import type { Shape, Shapes } from './shapes.js';

interface OpenShard {
  readonly reader: ShardReader;
  readonly hashList: Buffer;
}

interface ShardEnd {
  readonly hashList: Buffer;
  readonly manifest: Buffer;
}

/** Ciphertext of one stripe, good until `release`. */
export interface FetchedStripe {
  readonly pieces: readonly Uint8Array[];
  readonly release: () => void;
}

export interface ReadingTools {
  readonly providers: Providers;
  readonly shapes: Shapes;
  /** Told once per shard and reading. */
  readonly foundBad: (versionId: string, index: number, reason: string) => void;
}

/**
 * Fetches stripes of one object: the wanted data blocks first, others only to rebuild what is bad. A shard is
 * used when its hash list matches its root in the manifest that the index names, whatever else of it is broken.
 */
export class StripeReader {
  readonly layout: StripeLayout;
  readonly #shape: Shape;
  readonly #shards = new Map<number, Promise<OpenShard | undefined>>();
  readonly #reported = new Set<number>();
  readonly #underWay = new Set<Promise<unknown>>();
  #roots: readonly string[] | undefined;

  constructor(
    private readonly stored: StoredObject,
    private readonly tools: ReadingTools,
  ) {
    this.layout = new StripeLayout(stored.required, stored.sealedSize);
    this.#shape = tools.shapes.of(stored.required, stored.total - stored.required);
  }

  /** Finds k usable shards, or rejects with `storage/unrecoverable`. */
  async start(): Promise<void> {
    const { required, versionId } = this.stored;
    await this.#findManifest();
    const good = await this.#collect([], (index) =>
      this.#shard(index).then((shard) => shard !== undefined),
    );
    if (good.length < required) throw unrecoverable(versionId, good.length, required);
  }

  /** The given spans of one stripe, verified. Rejects with `storage/unrecoverable`. */
  fetch(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripe> {
    const buffer = this.#shape.buffers.take();
    const release = (): void => this.#shape.buffers.giveBack(buffer);
    const fetched = this.#fill(buffer, stripe, spans).then(
      () => ({ pieces: spans.map((span) => pieceOf(buffer, span)), release }),
      (error: unknown) => {
        release();
        throw error;
      },
    );
    this.#underWay.add(fetched);
    return fetched.finally(() => this.#underWay.delete(fetched));
  }

  /** Waits for reads under way, then frees everything. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    const shards = await Promise.all(this.#shards.values());
    await Promise.all(shards.map(async (shard) => shard?.reader.close()));
    this.#shards.clear();
  }

  async #fill(buffer: Buffer, stripe: number, spans: readonly BlockSpan[]): Promise<void> {
    const length = this.layout.blockBytes(stripe);
    const blockOf = (index: number): Buffer =>
      buffer.subarray(index * BLOCK_BYTES, index * BLOCK_BYTES + length);
    const load = (index: number): Promise<boolean> => this.#load(index, stripe, blockOf(index));
    const wanted = spans.map((span) => span.shard);
    const loaded = await Promise.all(wanted.map(load));
    const lost = wanted.filter((_, i) => !loaded[i]);
    if (lost.length === 0) return;
    const good = await this.#collect(
      wanted,
      load,
      wanted.filter((_, i) => loaded[i]),
    );
    if (good.length < this.stored.required) {
      throw unrecoverable(this.stored.versionId, good.length, this.stored.required);
    }
    this.#shape.code.reconstruct(
      { indices: good, blocks: good.map(blockOf) },
      { indices: lost, blocks: lost.map(blockOf) },
    );
  }

  /** Tries shards, in order of preference and not those `tried`, until k are good. */
  async #collect(
    tried: readonly number[],
    isGood: (index: number) => Promise<boolean>,
    already: readonly number[] = [],
  ): Promise<number[]> {
    const good = [...already];
    const candidates = this.#byPreference().filter((index) => !tried.includes(index));
    while (good.length < this.stored.required && candidates.length > 0) {
      const next = candidates.splice(0, this.stored.required - good.length);
      const results = await Promise.all(next.map(isGood));
      good.push(...next.filter((_, i) => results[i]));
    }
    return good;
  }

  /** Data before parity; those recorded as missing last, for they may be back. */
  #byPreference(): number[] {
    const rank = ({ index, state }: StoredShard): number =>
      index + (state === 'missing' ? this.stored.total : 0);
    return [...this.stored.shards].sort((a, b) => rank(a) - rank(b)).map((shard) => shard.index);
  }

  async #load(index: number, stripe: number, into: Buffer): Promise<boolean> {
    const shard = await this.#shard(index);
    if (shard === undefined) return false;
    try {
      await shard.reader.read(into, this.layout.blockOffset(stripe));
    } catch (error) {
      this.#shards.set(index, Promise.resolve(undefined));
      await shard.reader.close();
      this.#reportFailure(index, error);
      return false;
    }
    if (isGoodBlock(into, shard.hashList, stripe)) return true;
    this.#report(index, 'block');
    return false;
  }

  #shard(index: number): Promise<OpenShard | undefined> {
    let shard = this.#shards.get(index);
    if (shard === undefined) {
      shard = this.#verified(index);
      this.#shards.set(index, shard);
    }
    return shard;
  }

  async #verified(index: number): Promise<OpenShard | undefined> {
    const reader = await this.#open(index);
    const end = reader && (await this.#readEnd(index, reader));
    return reader && this.#admitted(index, reader, end);
  }

  async #admitted(
    index: number,
    reader: ShardReader,
    end: ShardEnd | undefined,
  ): Promise<OpenShard | undefined> {
    if (end !== undefined && rootOf(end.hashList) === this.#roots?.[index]) {
      return { reader, hashList: end.hashList };
    }
    if (end !== undefined) this.#report(index, 'hash-list');
    await reader.close();
    return undefined;
  }

  /** Every shard carries the manifest; the first good copy gives the roots of all. */
  async #findManifest(): Promise<void> {
    for (const index of this.#byPreference()) {
      const reader = await this.#open(index);
      const end = reader && (await this.#readEnd(index, reader));
      if (reader && end && manifestHashOf(end.manifest) === this.stored.manifestHash) {
        this.#roots = readTrustedManifest(end.manifest).roots;
        this.#shards.set(index, this.#admitted(index, reader, end));
        return;
      }
      if (end !== undefined) this.#report(index, 'manifest');
      await reader?.close();
    }
    throw unrecoverable(this.stored.versionId, 0, this.stored.required);
  }

  async #open(index: number): Promise<ShardReader | undefined> {
    const name = this.stored.shards.find((shard) => shard.index === index)?.provider ?? '';
    const store = this.tools.providers.find(name);
    if (store === undefined) {
      this.#report(index, 'provider is not configured');
      return undefined;
    }
    try {
      return await store.open(shardKey(this.stored, index));
    } catch (error) {
      this.#reportFailure(index, error);
      return undefined;
    }
  }

  async #readEnd(index: number, reader: ShardReader): Promise<ShardEnd | undefined> {
    const { bodyBytes, hashListBytes } = this.layout;
    const length = reader.size - bodyBytes;
    if (
      length < hashListBytes + FOOTER_BYTES ||
      length > hashListBytes + MAX_MANIFEST_BYTES + FOOTER_BYTES
    ) {
      this.#report(index, 'manifest-length');
      return undefined;
    }
    const end = Buffer.allocUnsafe(length);
    try {
      await reader.read(end, bodyBytes);
    } catch (error) {
      this.#reportFailure(index, error);
      return undefined;
    }
    return {
      hashList: end.subarray(0, hashListBytes),
      manifest: end.subarray(hashListBytes, length - FOOTER_BYTES),
    };
  }

  /** A provider that is down has not lost anything; what is gone or cut is. */
  #reportFailure(index: number, error: unknown): void {
    if (!isAppError(error, 'storage/provider-failed')) {
      this.#report(index, isAppError(error) ? error.code : 'failed');
    }
  }

  #report(index: number, reason: string): void {
    if (this.#reported.has(index)) return;
    this.#reported.add(index);
    this.tools.foundBad(this.stored.versionId, index, reason);
  }
}

const pieceOf = (buffer: Buffer, { shard, start, end }: BlockSpan): Buffer =>
  buffer.subarray(shard * BLOCK_BYTES + start, shard * BLOCK_BYTES + end);
