import { hedgedRead, type HedgedReadPlan, type HedgedReadResult } from './hedged-read.js';
import { shardKey } from '../providers/keys.js';
import { faultOfShard, unrecoverable } from '../storage.errors.js';
import { manifestHashOf, readTrustedManifest, type Manifest } from '../seal/manifest.js';
import { hashOfBlock, isHashOf, readTail, rootOf, type ShardTail } from '../seal/shard-tail.js';
import { BLOCK_BYTES, type StripeLayout } from '../seal/stripe-layout.js';
import type { Latencies, LatencyClass, RequestKind } from '../providers/latencies.js';
import type { StoredObject } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import { readBlocks, type ShardReader } from '../providers/shard-store.js';
import type { Timing } from '../providers/timing.js';

/** A shard whose tail was read and not verified yet. */
interface OpenShard extends ShardTail {
  readonly reader: ShardReader;
  readonly reads: Set<Promise<readonly Uint8Array[]>>;
}

/** Rank of a provider by its latency: slower ones are requested later. */
const RANKS: Readonly<Record<LatencyClass, number>> = { usual: 0, slow: 1, overdue: 2 };
/** For shards that are recorded as missing or turned out bad. */
const LAST_RANK = 3;

export interface ShardTools {
  readonly providers: Providers;
  readonly latencies: Latencies;
  readonly timing: Timing;
  /** Called at most once per shard and read. */
  readonly reportBad: (versionId: string, index: number, reason: string) => void;
}

/**
 * The shards of one object, opened on first use. A shard is usable when its hash list matches its root in the
 * manifest whose hash the index records; its footer and its own copy of the manifest may be damaged.
 */
export class ObjectShards {
  readonly #opening = new Map<number, Promise<OpenShard | undefined>>();
  readonly #open = new Map<number, OpenShard>();
  readonly #providers: ReadonlyMap<number, string>;
  readonly #unusable = new Set<number>();
  readonly #reported = new Set<number>();
  #manifest: Manifest | undefined;
  #isClosed = false;

  constructor(
    private readonly stored: StoredObject,
    private readonly layout: StripeLayout,
    private readonly tools: ShardTools,
  ) {
    this.#providers = new Map(stored.shards.map(({ index, provider }) => [index, provider]));
  }

  /** Set once `start` has resolved. */
  get manifest(): Manifest {
    return this.#manifest as Manifest;
  }

  /** Finds k usable shards, or rejects with `storage/unrecoverable`. */
  async start(): Promise<void> {
    const { required, versionId } = this.stored;
    const order = this.#byPreference();
    // Open all needed shards in parallel; each of them carries the manifest.
    for (const index of order.slice(0, required)) void this.#opened(index);
    this.#probeSlowProviders();
    await this.#findManifest(order);
    const { good } = await this.read({
      kind: 'open',
      needed: required,
      request: (index) => this.#usable(index).then((shard) => shard !== undefined),
    });
    if (good.length < required) throw unrecoverable(versionId, good.length, required);
  }

  /** A hedged read in order of preference. `wanted` shards come first unless their provider is slow. */
  read(
    plan: Pick<HedgedReadPlan, 'needed' | 'wanted' | 'request'> & { kind: RequestKind },
  ): Promise<HedgedReadResult> {
    const { wanted = [], kind } = plan;
    const fast = wanted.filter((index) => this.#rankOf(index) === 0);
    const rest = this.#byPreference().filter((index) => !fast.includes(index));
    return hedgedRead(
      {
        ...plan,
        order: [...fast, ...rest],
        hedgeAfterMs: (index) => this.tools.latencies.hedgeAfterMs(this.#providerOf(index), kind),
      },
      this.tools.timing,
    );
  }

  /**
   * Fills `into` with the shard's blocks of some stripes, from `stripe` on. False when one of them is missing or does not
   * match its hash.
   */
  async load(index: number, stripe: number, into: readonly Buffer[]): Promise<boolean> {
    const shard = await this.#usable(index);
    if (shard === undefined) return false;
    const read = hashedRead(shard.reader, into, this.layout.blockOffset(stripe));
    shard.reads.add(read);
    let hashes: readonly Uint8Array[];
    try {
      hashes = await read;
    } catch (error) {
      this.#unusable.add(index);
      this.#reportFailure(index, error);
      return false;
    } finally {
      shard.reads.delete(read);
    }
    if (hashes.every((hash, i) => isHashOf(stripe + i, hash, shard.hashList))) return true;
    this.#report(index, 'block');
    return false;
  }

  /** Closes all shards. A shard with a read in progress is closed when that ends; this does not wait for it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = [...this.#open.values()].map(async ({ reads, reader }) => {
      const isIdle = reads.size === 0;
      const done = Promise.allSettled(reads).then(() => reader.close());
      if (isIdle) await done;
    });
    await Promise.all(closed);
  }

  /** Data before parity, then shards at slow providers, then shards recorded as missing: they may exist again. */
  #byPreference(): number[] {
    const { shards, total } = this.stored;
    const rank = new Map(
      shards.map(({ index, state }) => [
        index,
        index + total * (this.#rankOf(index) + (state === 'missing' ? LAST_RANK : 0)),
      ]),
    );
    return [...rank].sort(([, a], [, b]) => a - b).map(([index]) => index);
  }

  #rankOf(index: number): number {
    return this.#unusable.has(index)
      ? LAST_RANK
      : RANKS[this.tools.latencies.classOf(this.#providerOf(index))];
  }

  /** Opens shards at slow providers without waiting, to measure whether the providers have recovered. */
  #probeSlowProviders(): void {
    const { latencies } = this.tools;
    for (const { index, provider, state } of this.stored.shards) {
      const isSlow = state === 'present' && latencies.classOf(provider) === 'slow';
      if (isSlow && latencies.mayTry(provider)) void this.#opened(index);
    }
  }

  /** Every shard carries the manifest; one good copy gives the roots of all shards. */
  async #findManifest(order: readonly number[]): Promise<void> {
    const { latencies, timing } = this.tools;
    const { good } = await hedgedRead(
      {
        order,
        needed: 1,
        request: (index) => this.#hasManifest(index),
        hedgeAfterMs: (index) => latencies.hedgeAfterMs(this.#providerOf(index), 'open'),
      },
      timing,
    );
    if (good.length === 0) throw unrecoverable(this.stored.versionId, 0, this.stored.required);
  }

  async #hasManifest(index: number): Promise<boolean> {
    const shard = await this.#opened(index);
    if (shard === undefined) return false;
    if (manifestHashOf(shard.line) !== this.stored.manifestHash) {
      this.#report(index, 'manifest');
      return false;
    }
    this.#manifest = readTrustedManifest(shard.line);
    return true;
  }

  async #usable(index: number): Promise<OpenShard | undefined> {
    const shard = await this.#opened(index);
    if (shard === undefined || this.#unusable.has(index)) return undefined;
    if (rootOf(shard.hashList) === this.#manifest?.roots[index]) return shard;
    this.#unusable.add(index);
    this.#report(index, 'hash-list');
    return undefined;
  }

  #opened(index: number): Promise<OpenShard | undefined> {
    let opened = this.#opening.get(index);
    if (opened === undefined) {
      opened = this.#openShard(index);
      this.#opening.set(index, opened);
    }
    return opened;
  }

  async #openShard(index: number): Promise<OpenShard | undefined> {
    const store = this.tools.providers.find(this.#providerOf(index));
    if (store === undefined) {
      this.#report(index, 'provider is not configured');
      return undefined;
    }
    let reader: ShardReader | undefined;
    try {
      reader = await store.open(shardKey(this.stored, index));
      const tail = await readTail(reader, this.layout);
      if (!this.#isClosed) {
        const shard = { reader, ...tail, reads: new Set<Promise<readonly Uint8Array[]>>() };
        this.#open.set(index, shard);
        return shard;
      }
    } catch (error) {
      this.#reportFailure(index, error);
    }
    await reader?.close();
    return undefined;
  }

  #providerOf(index: number): string {
    return this.#providers.get(index) ?? '';
  }

  #reportFailure(index: number, error: unknown): void {
    const fault = faultOfShard(error);
    if (fault !== undefined) this.#report(index, fault);
  }

  #report(index: number, reason: string): void {
    if (this.#reported.has(index)) return;
    this.#reported.add(index);
    this.tools.reportBad(this.stored.versionId, index, reason);
  }
}

/** Reads blocks. Returns their hashes, from the thread that read them or computed here. */
async function hashedRead(
  reader: ShardReader,
  into: readonly Buffer[],
  offset: number,
): Promise<readonly Uint8Array[]> {
  return (await readBlocks(reader, into, offset)) ?? into.map(hashOfBlock);
}

/** The part of a stripe buffer that holds the block of shard `index`. */
export const blockIn = (buffer: Buffer, index: number, length: number): Buffer =>
  buffer.subarray(index * BLOCK_BYTES, index * BLOCK_BYTES + length);
