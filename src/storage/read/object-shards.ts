import { gather, type Gathered, type GatheringPlan } from './gathering.js';
import { shardKey } from '../providers/keys.js';
import { faultOfShard, unrecoverable } from '../storage.errors.js';
import { manifestHashOf, readTrustedManifest, type Manifest } from '../seal/manifest.js';
import { isGoodBlock, readTail, rootOf, type ShardTail } from '../seal/shard-tail.js';
import { BLOCK_BYTES, type StripeLayout } from '../seal/stripe-layout.js';
import type { Latencies, LatencyClass, RequestKind } from '../providers/latencies.js';
import type { StoredObject } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import type { ShardReader } from '../providers/shard-store.js';
import type { Timing } from '../providers/timing.js';

/** A shard whose tail was read and not verified yet. */
interface OpenShard extends ShardTail {
  readonly reader: ShardReader;
  readonly reads: Set<Promise<void>>;
}

/** Whom to ask later than others: whoever keeps us waiting already, last of those that may answer. */
const DELAYS: Readonly<Record<LatencyClass, number>> = { usual: 0, slow: 1, overdue: 2 };
const NEVER = 3;

export interface ShardTools {
  readonly providers: Providers;
  readonly latencies: Latencies;
  readonly timing: Timing;
  /** Told once per shard and reading. */
  readonly foundBad: (versionId: string, index: number, reason: string) => void;
}

/**
 * The shards of one object, opened when first asked for. A shard is used when its hash list matches its root
 * in the manifest that the index names, whatever else of it is broken.
 */
export class ObjectShards {
  readonly #asked = new Map<number, Promise<OpenShard | undefined>>();
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

  /** What the object says of itself; known once started. */
  get manifest(): Manifest {
    return this.#manifest as Manifest;
  }

  /** Finds k usable shards, or rejects with `storage/unrecoverable`. */
  async start(): Promise<void> {
    const { required, versionId } = this.stored;
    const order = this.#byPreference();
    // All that will be needed, side by side: the manifest is in each of them.
    for (const index of order.slice(0, required)) void this.#find(index);
    this.#trySlowOnes();
    await this.#findManifest(order);
    const { good } = await this.gather({
      kind: 'open',
      needed: required,
      ask: (index) => this.#usable(index).then((shard) => shard !== undefined),
    });
    if (good.length < required) throw unrecoverable(versionId, good.length, required);
  }

  /** Asks in order of preference, the `wanted` ones first unless they would keep us waiting. */
  gather(
    plan: Pick<GatheringPlan, 'needed' | 'wanted' | 'ask'> & { kind: RequestKind },
  ): Promise<Gathered> {
    const { wanted = [], kind } = plan;
    const atOnce = wanted.filter((index) => this.#delayOf(index) === 0);
    const rest = this.#byPreference().filter((index) => !atOnce.includes(index));
    return gather(
      {
        ...plan,
        order: [...atOnce, ...rest],
        patienceMs: (index) => this.tools.latencies.hedgeAfterMs(this.#providerOf(index), kind),
      },
      this.tools.timing,
    );
  }

  /** Fills `into` with the block of a stripe. False when it is not there, or not what was written. */
  async load(index: number, stripe: number, into: Buffer): Promise<boolean> {
    const shard = await this.#usable(index);
    if (shard === undefined) return false;
    const read = shard.reader.read(into, this.layout.blockOffset(stripe));
    shard.reads.add(read);
    try {
      await read;
    } catch (error) {
      this.#unusable.add(index);
      this.#reportFailure(index, error);
      return false;
    } finally {
      shard.reads.delete(read);
    }
    if (isGoodBlock(into, shard.hashList, stripe)) return true;
    this.#report(index, 'block');
    return false;
  }

  /** Frees everything; who is still busy is let go of when done, and not waited for. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = [...this.#open.values()].map(async ({ reads, reader }) => {
      const isIdle = reads.size === 0;
      const done = Promise.allSettled(reads).then(() => reader.close());
      if (isIdle) await done;
    });
    await Promise.all(closed);
  }

  /** Data before parity; after them slow providers, and shards recorded as missing last, for they may be back. */
  #byPreference(): number[] {
    const { shards, total } = this.stored;
    const rank = new Map(
      shards.map(({ index, state }) => [
        index,
        index + total * (this.#delayOf(index) + (state === 'missing' ? NEVER : 0)),
      ]),
    );
    return [...rank].sort(([, a], [, b]) => a - b).map(([index]) => index);
  }

  #delayOf(index: number): number {
    return this.#unusable.has(index)
      ? NEVER
      : DELAYS[this.tools.latencies.classOf(this.#providerOf(index))];
  }

  /** Nobody waits for these; their answers show whether the provider has recovered. */
  #trySlowOnes(): void {
    const { latencies } = this.tools;
    for (const { index, provider, state } of this.stored.shards) {
      const isSlow = state === 'present' && latencies.classOf(provider) === 'slow';
      if (isSlow && latencies.mayTry(provider)) void this.#find(index);
    }
  }

  /** Every shard carries the manifest; the first good copy gives the roots of all. */
  async #findManifest(order: readonly number[]): Promise<void> {
    const { latencies, timing } = this.tools;
    const { good } = await gather(
      {
        order,
        needed: 1,
        ask: (index) => this.#hasManifest(index),
        patienceMs: (index) => latencies.hedgeAfterMs(this.#providerOf(index), 'open'),
      },
      timing,
    );
    if (good.length === 0) throw unrecoverable(this.stored.versionId, 0, this.stored.required);
  }

  async #hasManifest(index: number): Promise<boolean> {
    const shard = await this.#find(index);
    if (shard === undefined) return false;
    if (manifestHashOf(shard.line) !== this.stored.manifestHash) {
      this.#report(index, 'manifest');
      return false;
    }
    this.#manifest = readTrustedManifest(shard.line);
    return true;
  }

  async #usable(index: number): Promise<OpenShard | undefined> {
    const shard = await this.#find(index);
    if (shard === undefined || this.#unusable.has(index)) return undefined;
    if (rootOf(shard.hashList) === this.#manifest?.roots[index]) return shard;
    this.#unusable.add(index);
    this.#report(index, 'hash-list');
    return undefined;
  }

  #find(index: number): Promise<OpenShard | undefined> {
    let found = this.#asked.get(index);
    if (found === undefined) {
      found = this.#openShard(index);
      this.#asked.set(index, found);
    }
    return found;
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
        const shard = { reader, ...tail, reads: new Set<Promise<void>>() };
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
    this.tools.foundBad(this.stored.versionId, index, reason);
  }
}

/** Where the block of a shard lies in the memory of one stripe. */
export const blockIn = (buffer: Buffer, index: number, length: number): Buffer =>
  buffer.subarray(index * BLOCK_BYTES, index * BLOCK_BYTES + length);
