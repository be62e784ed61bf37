import { span } from '../../platform/timeline/span.js';
import { lateOnes, type QuorumOptions } from '../providers/quorum-options.js';
import { notDurable, providerLeftOut, shardLate } from '../storage.errors.js';
import type { RestingProviders } from '../providers/resting-providers.js';
import type { ShardStore, ShardWriter } from '../providers/shard-store.js';
import type { StoredShard } from '../object-store.js';
import { sentence } from '../../platform/errors/sentence.js';

/** Its blocks, in the order of the shards. */
export type Stripe = readonly Uint8Array[];

interface Lane {
  readonly store: ShardStore;
  /** Undefined when nothing is written to this provider. */
  readonly writer: ShardWriter | undefined;
  /** The last step in this provider's queue; never rejects. */
  tail: Promise<void>;
  failure?: unknown;
}

/**
 * Writes the n shards of one object in parallel. A provider that fails or is late is dropped, and later writes leave
 * it out until it works again. The write continues without waiting as long as enough providers are left. Each
 * provider runs its steps in order.
 */
export class QuorumWrite {
  readonly #lanes: Lane[];

  constructor(
    stores: readonly ShardStore[],
    private readonly keyOf: (index: number) => string,
    private readonly options: QuorumOptions,
    private readonly resting: RestingProviders,
  ) {
    const leftOut = resting.leaveOut(stores, options.needed);
    this.#lanes = stores.map((store, i) => {
      const tail = Promise.resolve();
      return leftOut.includes(store)
        ? { store, tail, writer: undefined, failure: providerLeftOut(store.provider) }
        : { store, tail, writer: store.create(keyOf(i)) };
    });
  }

  /** Resolves when no provider reads from appended buffers any more, late providers included. */
  async settled(): Promise<void> {
    await Promise.all(this.#lanes.map(({ tail }) => tail));
  }

  /**
   * Appends the blocks of some stripes, one block of each per provider. Late providers may read the blocks after this
   * resolves: see `settled`.
   */
  async append(stripes: readonly Stripe[]): Promise<void> {
    this.#lanes.forEach((lane, i) => {
      this.#step(lane, (writer) => writer.append(...blocksOf(stripes, i)));
    });
    await this.#enough();
  }

  /**
   * Appends the last stripes and what ends each shard, and commits, in one call to each provider. Returns the placement
   * of the shards; rejects when too few are durable.
   */
  async commit(last: readonly Stripe[], ends: readonly Uint8Array[]): Promise<StoredShard[]> {
    this.#lanes.forEach((lane, i) => {
      this.#step(lane, (writer) => writer.commit(...blocksOf(last, i), ends[i] as Uint8Array));
    });
    await span('shards durable', () => this.#enough());
    return this.#lanes.map((lane, index) => ({
      index,
      provider: lane.store.provider,
      state: 'failure' in lane ? 'missing' : 'present',
    }));
  }

  /** Removes everything that was written, committed shards included. Does not wait for late providers. */
  async abandon(): Promise<void> {
    const cleaned = this.#lanes.map(async (lane, i) => {
      const { writer } = lane;
      if (writer === undefined) return;
      const aborted = writer.abort();
      const settled = lane.tail.then(async () => {
        await writer.abort();
        await lane.store.remove(this.keyOf(i)).catch(() => undefined);
      });
      // Aborting can be a request, and a late provider would be late with that as well.
      if (!isLate(lane)) await Promise.all([aborted, settled]);
    });
    await Promise.all(cleaned);
  }

  #step(lane: Lane, work: (writer: ShardWriter) => Promise<void>): void {
    lane.tail = lane.tail.then(async () => {
      if ('failure' in lane) return;
      try {
        await work(lane.writer as ShardWriter);
      } catch (error) {
        this.#drop(lane, error);
      }
    });
  }

  #drop(lane: Lane, failure: unknown): void {
    lane.failure ??= failure;
    this.resting.note(lane.store.provider, failure);
    void lane.writer?.abort();
  }

  /** Waits for every lane to finish its steps and drops late ones; rejects when too few lanes are left. */
  async #enough(): Promise<void> {
    const running = this.#lanes.filter((lane) => !('failure' in lane));
    if (running.length >= this.options.needed) await this.#waitFor(running);
    const failures = this.#lanes.flatMap((lane) => ('failure' in lane ? [lane.failure] : []));
    const good = this.#lanes.length - failures.length;
    if (good < this.options.needed) {
      throw notDurable(sentence`The content`, good, this.options.needed, failures);
    }
  }

  async #waitFor(lanes: readonly Lane[]): Promise<void> {
    const { timing } = this.options;
    const startedAt = timing.nowMs();
    const late = await lateOnes(
      lanes.map((lane) => lane.tail.then(() => !('failure' in lane))),
      this.options,
      (index) => !this.resting.has((lanes[index] as Lane).store.provider),
    );
    for (const index of late) this.#dropLate(lanes[index] as Lane, timing.nowMs() - startedAt);
  }

  #dropLate(lane: Lane, waitedMs: number): void {
    this.#drop(lane, shardLate(lane.store.provider, waitedMs));
  }
}

const blocksOf = (stripes: readonly Stripe[], provider: number): Uint8Array[] =>
  stripes.map((blocks) => blocks[provider] as Uint8Array);

const isLate = (lane: Lane): boolean =>
  (lane.failure as { code?: unknown } | undefined)?.code === 'storage/shard-late';
