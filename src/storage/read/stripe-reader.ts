import { blockIn, ObjectShards, type ShardTools } from './object-shards.js';
import { unrecoverable } from '../storage.errors.js';
import type { Manifest } from '../seal/manifest.js';
import { StripeLayout, type BlockSpan } from '../seal/stripe-layout.js';
import type { HedgedReadResult } from './hedged-read.js';
import type { StoredObject } from '../object-store.js';
import { isAbandoned, type StripeLease } from '../stripe-buffers.js';
import type { ErasureProfile, ErasureProfiles } from '../erasure-profiles.js';

/** Ciphertext of some stripes, valid until `release`, or until its reader is closed. */
export interface FetchedStripes {
  /** How many there are. */
  readonly stripes: number;
  readonly pieces: readonly Uint8Array[];
  /** Idempotent. */
  readonly release: () => void;
}

/** The wanted parts of a stripe. */
export type SpansOf = (stripe: number) => readonly BlockSpan[];

/** Stripes that are fetched ahead together: each message to a thread, and each timer of a request, costs its time. */
const TOGETHER = 2;

/** What one fetch works with. */
interface Fetching {
  readonly first: number;
  /** One for each stripe. */
  readonly buffers: readonly Buffer[];
  readonly spansOf: SpansOf;
}

export interface ReadingTools extends ShardTools {
  readonly profiles: ErasureProfiles;
}

/** Fetches stripes of one object: the wanted data blocks, and other blocks to rebuild those that are bad or late. */
export class StripeReader {
  readonly layout: StripeLayout;
  readonly #profile: ErasureProfile;
  readonly #shards: ObjectShards;
  readonly #inProgress = new Set<Promise<unknown>>();
  /** Fetched stripes that their reader has not released; `close` releases them. */
  readonly #held = new Set<() => void>();
  #lease: StripeLease | undefined;
  #isClosed = false;

  constructor(
    private readonly stored: StoredObject,
    tools: ReadingTools,
  ) {
    this.layout = new StripeLayout(stored.required, stored.sealedSize);
    this.#profile = tools.profiles.of(stored.required, stored.total - stored.required);
    this.#shards = new ObjectShards(stored, this.layout, tools);
  }

  /** Set once `start` has resolved. */
  get manifest(): Manifest {
    return this.#shards.manifest;
  }

  /**
   * Finds k usable shards, or rejects with `storage/unrecoverable`; with `storage/busy` when there is no memory for one
   * more stream.
   */
  async start(): Promise<void> {
    const lease = await this.#profile.buffers.lease('read');
    this.#lease = lease;
    if (this.#isClosed) lease.end();
    await this.#shards.start();
  }

  /**
   * The given spans of one stripe, verified. Rejects with `storage/unrecoverable`. Waits for memory while stripes are
   * not released.
   */
  fetch(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripes> {
    const spansOf = (): readonly BlockSpan[] => spans;
    return this.#watched(
      this.#leased
        .next()
        .then((buffer) => this.#fetch({ first: stripe, buffers: [buffer], spansOf })),
    );
  }

  /**
   * The same for stripes that are needed later, from `first` to `last` at most: as many as there is memory for now, and
   * undefined when there is none.
   */
  fetchAhead(
    { first, last }: { readonly first: number; readonly last: number },
    spansOf: SpansOf,
  ): Promise<FetchedStripes> | undefined {
    const buffers: Buffer[] = [];
    while (buffers.length < Math.min(TOGETHER, last - first + 1)) {
      const buffer = this.#leased.take();
      if (buffer === undefined) break;
      buffers.push(buffer);
    }
    return buffers.length > 0 ? this.#watched(this.#fetch({ first, buffers, spansOf })) : undefined;
  }

  /** Waits for fetches in progress, then frees everything, including stripes that were not released. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#lease?.end();
    await Promise.allSettled(this.#inProgress);
    for (const release of this.#held) release();
    await this.#shards.close();
  }

  get #leased(): StripeLease {
    if (this.#lease === undefined) throw new Error('this stripe reader was not started');
    return this.#lease;
  }

  #watched(fetched: Promise<FetchedStripes>): Promise<FetchedStripes> {
    this.#inProgress.add(fetched);
    return fetched.finally(() => this.#inProgress.delete(fetched));
  }

  async #fetch(fetching: Fetching): Promise<FetchedStripes> {
    const { first, buffers, spansOf } = fetching;
    const lease = this.#leased;
    const spans = buffers.flatMap((_, i) => spansOf(first + i));
    const wanted = [...new Set(spans.map((span) => span.shard))];
    const result = await this.#shards
      .read({
        kind: 'read',
        needed: this.stored.required,
        wanted,
        request: (index) => this.#shards.load(index, first, this.#blocksOf(fetching, index)),
      })
      .catch((error: unknown) => {
        for (const _ of buffers) lease.forget();
        throw error;
      });
    const lost = wanted.filter((index) => !result.good.includes(index));
    const held = buffers.map((buffer) => new HeldBuffer(buffer, result.pending, lease));
    const release = (): void => {
      if (this.#held.delete(release)) for (const each of held) each.release();
    };
    this.#held.add(release);
    try {
      const isEnough = result.good.length >= this.stored.required;
      const isPlaced = lost.length === 0 || (isEnough && held.every((each) => each.findPlace()));
      if (buffers.length > 1 && !isPlaced) {
        // One by one: a stripe by itself may have enough good blocks, and needs less memory.
        release();
        return await this.#fetch({ first, spansOf, buffers: [await lease.next()] });
      }
      if (lost.length > 0) await this.#rebuild(fetching, { result, lost, held });
    } catch (error) {
      release();
      throw error;
    }
    const pieces = spans.map(({ stripe, shard, start, end }) => {
      const { buffer, rebuilt } = held[stripe - first] as HeldBuffer;
      const block = blockIn(lost.includes(shard) ? rebuilt : buffer, shard, this.#lengthOf(stripe));
      return block.subarray(start, end);
    });
    return { stripes: buffers.length, pieces, release };
  }

  #lengthOf(stripe: number): number {
    return this.layout.blockBytes(stripe);
  }

  #blocksOf({ first, buffers }: Fetching, index: number): Buffer[] {
    return buffers.map((buffer, i) => blockIn(buffer, index, this.#lengthOf(first + i)));
  }

  async #rebuild({ first }: Fetching, { result: { good }, lost, held }: Rebuilding): Promise<void> {
    const { required, versionId } = this.stored;
    if (good.length < required) throw unrecoverable(versionId, good.length, required);
    const used = good.slice(0, required).sort((a, b) => a - b);
    for (const [i, each] of held.entries()) {
      const length = this.#lengthOf(first + i);
      const { buffer } = each;
      const rebuilt = await each.place();
      this.#profile.code.reconstruct(
        { indices: used, blocks: used.map((index) => blockIn(buffer, index, length)) },
        { indices: lost, blocks: lost.map((index) => blockIn(rebuilt, index, length)) },
      );
    }
  }
}

interface Rebuilding {
  readonly result: HedgedReadResult;
  readonly lost: readonly number[];
  readonly held: readonly HeldBuffer[];
}

/** A buffer with a fetched stripe, and the one with its rebuilt blocks if that is another one. */
class HeldBuffer {
  #rebuilt: Buffer;
  #isPlaced = false;
  #isLeft = false;

  constructor(
    readonly buffer: Buffer,
    private readonly pending: HedgedReadResult['pending'],
    private readonly lease: StripeLease,
  ) {
    this.#rebuilt = buffer;
  }

  get rebuilt(): Buffer {
    return this.#rebuilt;
  }

  /**
   * A late provider still writes into its block, so rebuilt blocks go into another buffer. False without memory for one.
   */
  findPlace(): boolean {
    if (this.#isPlaced || (this.pending.size === 0 && !isAbandoned(this.buffer))) return true;
    const more = this.lease.take();
    if (more === undefined) return false;
    this.#rebuilt = more;
    return (this.#isPlaced = true);
  }

  /**
   * The buffer for rebuilt blocks. Without memory for one, late providers are waited for. A thread that never answered
   * may write for ever: its buffer is left to it.
   */
  async place(): Promise<Buffer> {
    if (this.findPlace()) return this.#rebuilt;
    await Promise.all(this.pending.values());
    if (!isAbandoned(this.buffer)) return this.buffer;
    this.lease.giveBack(this.buffer);
    this.#isLeft = true;
    return (this.#rebuilt = await this.lease.next());
  }

  release(): void {
    if (this.#rebuilt !== this.buffer) this.lease.giveBack(this.#rebuilt);
    if (this.#isLeft) return;
    if (this.pending.size === 0) this.lease.giveBack(this.buffer);
    else void Promise.all(this.pending.values()).then(() => this.lease.giveBack(this.buffer));
  }
}
