import { lateOnes, type QuorumOptions } from '../providers/quorum-options.js';
import { notDurable, providerLeftOut, shardLate } from '../storage.errors.js';
import type { RestingProviders } from '../providers/resting-providers.js';
import type { ShardStore, ShardWriter } from '../providers/shard-store.js';
import type { StoredShard } from '../object-store.js';

interface Lane {
  readonly store: ShardStore;
  writer?: ShardWriter;
  /** The last step handed to this provider; never rejects. */
  tail: Promise<void>;
  failure?: unknown;
  /** From the beginning: there is nothing to remove. */
  readonly isLeftOut: boolean;
}

/**
 * Writes the n shards of one object side by side. A provider that fails or is late drops out; as long as
 * enough are left nobody waits for it, and the next writes leave it out until it works again. Each provider
 * gets its steps in order.
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
    this.#lanes = stores.map((store) => ({
      store,
      tail: Promise.resolve(),
      isLeftOut: leftOut.includes(store),
      ...(leftOut.includes(store) && { failure: providerLeftOut(store.provider) }),
    }));
    this.#lanes.forEach((lane, i) => {
      this.#step(lane, async () => {
        lane.writer = await lane.store.create(this.keyOf(i));
        if ('failure' in lane) await lane.writer.abort();
      });
    });
  }

  /** Resolves when nobody reads from buffers that were given, the late ones included. */
  async settled(): Promise<void> {
    await Promise.all(this.#lanes.map(({ tail }) => tail));
  }

  /** Gives each provider its next bytes. Late ones may read them after this resolves: see `settled`. */
  async append(blocks: readonly Uint8Array[]): Promise<void> {
    this.#lanes.forEach((lane, i) => {
      this.#step(lane, (writer) => writer.append(blocks[i] as Uint8Array));
    });
    await this.#enough();
  }

  /** Adds the last bytes and commits. Answers where the shards stand, or removes all and rejects. */
  async commit(ends: readonly Uint8Array[]): Promise<StoredShard[]> {
    this.#lanes.forEach((lane, i) => {
      this.#step(lane, async (writer) => {
        await writer.append(ends[i] as Uint8Array);
        await writer.commit();
      });
    });
    await this.#enough();
    return this.#lanes.map((lane, index) => ({
      index,
      provider: lane.store.provider,
      state: 'failure' in lane ? 'missing' : 'present',
    }));
  }

  /** Leaves nothing behind, also where a commit took effect. Waits for everybody but stragglers. */
  async abandon(): Promise<void> {
    const cleaned = this.#lanes.map(async (lane, i) => {
      if (lane.isLeftOut) return;
      const aborted = lane.writer?.abort();
      const settled = lane.tail.then(async () => {
        await lane.writer?.abort();
        await lane.store.remove(this.keyOf(i)).catch(() => undefined);
      });
      // Giving up may be a request as well, and the late ones would be late with it, too.
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

  /** Resolves when every lane did what it was given, dropping who is late; rejects when too few are left. */
  async #enough(): Promise<void> {
    const running = this.#lanes.filter((lane) => !('failure' in lane));
    if (running.length >= this.options.needed) await this.#waitFor(running);
    const failures = this.#lanes.flatMap((lane) => ('failure' in lane ? [lane.failure] : []));
    const good = this.#lanes.length - failures.length;
    if (good < this.options.needed) {
      throw notDurable('The content', good, this.options.needed, failures);
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

const isLate = (lane: Lane): boolean =>
  (lane.failure as { code?: unknown } | undefined)?.code === 'storage/shard-late';
