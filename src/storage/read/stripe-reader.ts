import { blockIn, ObjectShards, type ShardTools } from './object-shards.js';
import { unrecoverable } from '../storage.errors.js';
import type { Manifest } from '../seal/manifest.js';
import { StripeLayout, type BlockSpan } from '../seal/stripe-layout.js';
import type { HedgedReadResult } from './hedged-read.js';
import type { StoredObject } from '../object-store.js';
import { isAbandoned, type StripeLease } from '../stripe-buffers.js';
import type { ErasureProfile, ErasureProfiles } from '../erasure-profiles.js';

/** Ciphertext of one stripe, valid until `release`, or until its reader is closed. */
export interface FetchedStripe {
  readonly pieces: readonly Uint8Array[];
  /** Idempotent. */
  readonly release: () => void;
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
  fetch(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripe> {
    return this.#begin(stripe, spans, this.#leased.next());
  }

  /** The same for a stripe that is needed later; undefined when there is no memory for that now. */
  fetchAhead(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripe> | undefined {
    const buffer = this.#leased.take();
    return buffer && this.#begin(stripe, spans, Promise.resolve(buffer));
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

  /** A reader that was closed while it waited may still request its next stripe: its lease refuses. */
  #begin(
    stripe: number,
    spans: readonly BlockSpan[],
    memory: Promise<Buffer>,
  ): Promise<FetchedStripe> {
    const fetched = memory.then((buffer) => this.#fetch(stripe, spans, buffer));
    this.#inProgress.add(fetched);
    return fetched.finally(() => this.#inProgress.delete(fetched));
  }

  async #fetch(
    stripe: number,
    spans: readonly BlockSpan[],
    buffer: Buffer,
  ): Promise<FetchedStripe> {
    const lease = this.#leased;
    const length = this.layout.blockBytes(stripe);
    const wanted = [...new Set(spans.map((span) => span.shard))];
    const result = await this.#shards
      .read({
        kind: 'read',
        needed: this.stored.required,
        wanted,
        request: (index) => this.#shards.load(index, stripe, blockIn(buffer, index, length)),
      })
      .catch((error: unknown) => {
        lease.forget();
        throw error;
      });
    const lost = wanted.filter((index) => !result.good.includes(index));
    const held = new Set([buffer]);
    const rebuilt = lost.length > 0 ? await this.#placeToRebuild(buffer, result, held) : buffer;
    const release = (): void => {
      if (!this.#held.delete(release)) return;
      if (rebuilt !== buffer) lease.giveBack(rebuilt);
      if (!held.has(buffer)) return;
      if (result.pending.size === 0) lease.giveBack(buffer);
      else void Promise.all(result.pending.values()).then(() => lease.giveBack(buffer));
    };
    this.#held.add(release);
    try {
      if (lost.length > 0) this.#rebuild(result, lost, { buffer, rebuilt, length });
    } catch (error) {
      release();
      throw error;
    }
    const pieces = spans.map(({ shard, start, end }) =>
      blockIn(lost.includes(shard) ? rebuilt : buffer, shard, length).subarray(start, end),
    );
    return { pieces, release };
  }

  /**
   * A late provider still writes into its block, so rebuilt blocks go into another buffer; without memory for one, the
   * provider is waited for. A thread that never answered may write for ever: its buffer is left to it.
   */
  async #placeToRebuild(
    buffer: Buffer,
    { pending }: HedgedReadResult,
    held: Set<Buffer>,
  ): Promise<Buffer> {
    const lease = this.#leased;
    if (pending.size === 0 && !isAbandoned(buffer)) return buffer;
    const more = lease.take();
    if (more !== undefined) return more;
    await Promise.all(pending.values());
    if (!isAbandoned(buffer)) return buffer;
    lease.giveBack(buffer);
    held.delete(buffer);
    return lease.next();
  }

  #rebuild(
    { good }: HedgedReadResult,
    lost: readonly number[],
    { buffer, rebuilt, length }: { buffer: Buffer; rebuilt: Buffer; length: number },
  ): void {
    const { required, versionId } = this.stored;
    if (good.length < required) throw unrecoverable(versionId, good.length, required);
    const used = good.slice(0, required).sort((a, b) => a - b);
    this.#profile.code.reconstruct(
      { indices: used, blocks: used.map((index) => blockIn(buffer, index, length)) },
      { indices: lost, blocks: lost.map((index) => blockIn(rebuilt, index, length)) },
    );
  }
}
