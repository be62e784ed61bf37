import { isAbandoned, type StripeLease } from '../stripe-buffers.js';
import type { ObjectRef, StoredObject } from '../object-store.js';
import { shardKey } from '../providers/keys.js';
import type { ShardStore, ShardWriter } from '../providers/shard-store.js';
import { hashOfBlock, rootOf, shardEnd } from '../seal/shard-tail.js';
import { BLOCK_BYTES, StripeLayout } from '../seal/stripe-layout.js';
import type { ErasureProfile, ErasureProfiles } from '../erasure-profiles.js';
import { rebuiltOtherwise } from '../storage.errors.js';
import type { Throttle } from './byte-rate-limiter.js';
import type { ShardSources } from './shard-sources.js';

/**
 * Rebuilds lost shards from any k others, bit by bit as they were: their hashes are compared with the manifest.
 * Handles ciphertext only. The caller commits the targets.
 */
export class ShardRebuilding {
  readonly #layout: StripeLayout;
  readonly #profile: ErasureProfile;
  #lease: StripeLease | undefined;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(
    private readonly stored: StoredObject,
    profiles: ErasureProfiles,
    private readonly throttle: Throttle,
  ) {
    this.#layout = new StripeLayout(stored.required, stored.sealedSize);
    this.#profile = profiles.of(stored.required, stored.total - stored.required);
  }

  async write(sources: ShardSources, targets: readonly ShardTarget[]): Promise<void> {
    const hashLists = targets.map((): Buffer[] => []);
    const lease = (this.#lease = await this.#profile.buffers.lease('write'));
    this.#buffer = await lease.next();
    try {
      for (let stripe = 0; stripe < this.#layout.stripes; stripe++) {
        const blocks = await this.#rebuild(stripe, { sources, targets });
        blocks.forEach((block, i) => hashLists[i]?.push(hashOfBlock(block)));
        await Promise.all(targets.map((target, i) => target.append(blocks[i] as Buffer)));
      }
    } finally {
      lease.giveBack(this.#buffer);
      lease.end();
    }
    const whole = hashLists.map((hashes) => Buffer.concat(hashes));
    for (const [i, { index }] of targets.entries()) {
      const isSame = rootOf(whole[i] as Buffer) === sources.roots[index];
      if (!isSame) throw rebuiltOtherwise(this.stored.versionId, index);
    }
    await Promise.all(
      targets.map((target, i) =>
        target.append(shardEnd(whole[i] as Buffer, sources.line, target.index)),
      ),
    );
  }

  /** The targets' blocks of one stripe. */
  async #rebuild(
    stripe: number,
    { sources, targets }: { sources: ShardSources; targets: readonly ShardTarget[] },
  ): Promise<Buffer[]> {
    const length = this.#layout.blockBytes(stripe);
    const blockOf = (index: number): Buffer =>
      this.#buffer.subarray(index * BLOCK_BYTES, index * BLOCK_BYTES + length);
    await this.throttle(length * (this.stored.required + targets.length));
    let good = await sources.fill(stripe, blockOf);
    // A thread that never answered may still write into the buffer: take another one, without that shard.
    while (isAbandoned(this.#buffer)) {
      this.#lease?.giveBack(this.#buffer);
      this.#buffer = (await this.#lease?.next()) as Buffer;
      good = await sources.fill(stripe, blockOf);
    }
    const wanted = targets.map(({ index }) => index);
    const lost = wanted.filter((index) => !good.includes(index));
    if (lost.length > 0) {
      this.#profile.code.reconstruct(
        { indices: good, blocks: good.map(blockOf) },
        { indices: lost, blocks: lost.map(blockOf) },
      );
    }
    return wanted.map(blockOf);
  }
}

/** A shard that is being written to a provider. When it fails, the others go on. */
export class ShardTarget {
  failure: unknown;
  #writer: ShardWriter | undefined;

  constructor(
    readonly index: number,
    readonly store: ShardStore,
    private readonly ref: ObjectRef,
  ) {}

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#attempt(async () => {
      this.#writer ??= this.store.create(shardKey(this.ref, this.index));
      await this.#writer.append(bytes);
    });
  }

  async commit(): Promise<void> {
    await this.#attempt(async () => this.#writer?.commit());
  }

  /** Removes what was written, unless the shard was committed. */
  async abort(): Promise<void> {
    await this.#writer?.abort();
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.hasFailed) return;
    try {
      await work();
    } catch (error) {
      this.failure = error ?? new Error('failed');
      await this.abort();
    }
  }
}
