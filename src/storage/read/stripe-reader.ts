import { blockIn, ObjectShards, type ShardTools } from './object-shards.js';
import { unrecoverable } from '../storage.errors.js';
import type { Manifest } from '../seal/manifest.js';
import { StripeLayout, type BlockSpan } from '../seal/stripe-layout.js';
import type { HedgedReadResult } from './hedged-read.js';
import type { StoredObject } from '../object-store.js';
import { isAbandoned } from '../stripe-buffers.js';
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

  /** Finds k usable shards, or rejects with `storage/unrecoverable`. */
  async start(): Promise<void> {
    await this.#profile.buffers.admit();
    await this.#shards.start();
  }

  /** The given spans of one stripe, verified. Rejects with `storage/unrecoverable`. */
  fetch(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripe> {
    // A reader that was closed while it waited may still request its next stripe.
    if (this.#isClosed) return Promise.reject(new Error('this stripe reader is closed'));
    const fetched = this.#fetch(stripe, spans);
    this.#inProgress.add(fetched);
    return fetched.finally(() => this.#inProgress.delete(fetched));
  }

  /** Waits for fetches in progress, then frees everything, including stripes that were not released. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#inProgress);
    for (const release of this.#held) release();
    await this.#shards.close();
  }

  async #fetch(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripe> {
    const { buffers } = this.#profile;
    const buffer = buffers.take();
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
        buffers.forget();
        throw error;
      });
    const lost = wanted.filter((index) => !result.good.includes(index));
    // A late provider still writes into its block, so rebuilt blocks go into another buffer.
    const isStillWritten = result.pending.size > 0 || isAbandoned(buffer);
    const rebuilt = lost.length > 0 && isStillWritten ? buffers.take() : buffer;
    const release = (): void => {
      if (!this.#held.delete(release)) return;
      if (rebuilt !== buffer) buffers.giveBack(rebuilt);
      if (result.pending.size === 0) buffers.giveBack(buffer);
      else void Promise.all(result.pending.values()).then(() => buffers.giveBack(buffer));
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
