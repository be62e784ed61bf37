import { blockIn, ObjectShards, type ShardTools } from './object-shards.js';
import { isLeftToThread } from '../lent-memory.js';
import { unrecoverable } from '../storage.errors.js';
import type { Manifest } from '../seal/manifest.js';
import { StripeLayout, type BlockSpan } from '../seal/stripe-layout.js';
import type { Gathered } from './gathering.js';
import type { StoredObject } from '../object-store.js';
import type { ErasureProfile, ErasureProfiles } from '../erasure-profiles.js';

/** Ciphertext of one stripe, good until `release`, or until its reader is closed. */
export interface FetchedStripe {
  readonly pieces: readonly Uint8Array[];
  /** As often as one likes. */
  readonly release: () => void;
}

export interface ReadingTools extends ShardTools {
  readonly profiles: ErasureProfiles;
}

/** Fetches stripes of one object: the wanted data blocks, and others to rebuild what is bad or late. */
export class StripeReader {
  readonly layout: StripeLayout;
  readonly #profile: ErasureProfile;
  readonly #shards: ObjectShards;
  readonly #underWay = new Set<Promise<unknown>>();
  /** What was fetched and is not released: whoever leaves early leaves it to us. */
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

  /** What the object says of itself; known once started. */
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
    // Whoever was left while they waited asks for the next one before they notice.
    if (this.#isClosed) return Promise.reject(new Error('this reading is over'));
    const fetched = this.#fetch(stripe, spans);
    this.#underWay.add(fetched);
    return fetched.finally(() => this.#underWay.delete(fetched));
  }

  /** Waits for stripes under way, then frees everything, also what nobody released. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
    for (const release of this.#held) release();
    await this.#shards.close();
  }

  async #fetch(stripe: number, spans: readonly BlockSpan[]): Promise<FetchedStripe> {
    const { buffers } = this.#profile;
    const buffer = buffers.take();
    const length = this.layout.blockBytes(stripe);
    const wanted = [...new Set(spans.map((span) => span.shard))];
    const gathered = await this.#shards
      .gather({
        kind: 'read',
        needed: this.stored.required,
        wanted,
        ask: (index) => this.#shards.load(index, stripe, blockIn(buffer, index, length)),
      })
      .catch((error: unknown) => {
        buffers.forget();
        throw error;
      });
    const lost = wanted.filter((index) => !gathered.good.includes(index));
    // Who is late still writes into its block: what is rebuilt must lie elsewhere.
    const isStillWritten = gathered.pending.size > 0 || isLeftToThread(buffer);
    const rebuilt = lost.length > 0 && isStillWritten ? buffers.take() : buffer;
    const release = (): void => {
      if (!this.#held.delete(release)) return;
      if (rebuilt !== buffer) buffers.giveBack(rebuilt);
      if (gathered.pending.size === 0) buffers.giveBack(buffer);
      else void Promise.all(gathered.pending.values()).then(() => buffers.giveBack(buffer));
    };
    this.#held.add(release);
    try {
      if (lost.length > 0) this.#rebuild(gathered, lost, { buffer, rebuilt, length });
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
    { good }: Gathered,
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
