import { shardKey } from '../providers/keys.js';
import type { StoredObject, StoredShard } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import { manifestHashOf, readTrustedManifest, type Manifest } from '../seal/manifest.js';
import { isGoodBlock, readTail, rootOf, type ShardTail } from '../seal/shard-tail.js';
import type { StripeLayout } from '../seal/stripe-layout.js';
import { faultOfShard, unrecoverable } from '../storage.errors.js';
import type { ShardReader } from '../providers/shard-store.js';

interface Source extends ShardTail {
  readonly index: number;
  readonly reader: ShardReader;
}

/**
 * The shards of one object that are there, whole or in parts: a block counts when its hash is in a hash list
 * that the manifest vouches for, whatever else of its shard is broken.
 */
export class ShardSources {
  readonly #found = new Map<number, string>();
  #sources: Source[] = [];
  #line: Buffer | undefined;
  #manifest: Manifest | undefined;

  constructor(
    private readonly stored: StoredObject,
    private readonly layout: StripeLayout,
    private readonly providers: Providers,
  ) {}

  /** Shards that turned out to be bad, with what is wrong. */
  get foundBad(): ReadonlyMap<number, string> {
    return this.#found;
  }

  get line(): Buffer {
    return this.#line as Buffer;
  }

  get roots(): readonly string[] {
    return (this.#manifest as Manifest).roots;
  }

  /** Rejects with `storage/unrecoverable` when fewer than k shards are of any use. */
  async open(): Promise<void> {
    const { shards, required, versionId } = this.stored;
    const opened = await Promise.all([...shards].sort(byState).map((shard) => this.#open(shard)));
    const ends = opened.filter((source) => source !== undefined);
    this.#sources = ends;
    this.#line = ends.find(({ line }) => this.#isNamed(line))?.line;
    if (this.#line === undefined) throw unrecoverable(versionId, 0, required);
    this.#manifest = readTrustedManifest(this.#line);
    for (const { index, line } of ends) if (!this.#isNamed(line)) this.#note(index, 'manifest');
    const isTrue = ({ index, hashList }: Source): boolean => rootOf(hashList) === this.roots[index];
    for (const source of ends) if (!isTrue(source)) this.#note(source.index, 'hash-list');
    await closeAll(ends.filter((source) => !isTrue(source)));
    this.#sources = ends.filter(isTrue);
    if (this.#sources.length < required) {
      throw unrecoverable(versionId, this.#sources.length, required);
    }
  }

  /** Fills the blocks of k shards, whichever are good in this stripe; answers which. */
  async fill(stripe: number, blockOf: (index: number) => Buffer): Promise<readonly number[]> {
    const { required, versionId } = this.stored;
    const good: number[] = [];
    const left = [...this.#sources];
    while (good.length < required && left.length > 0) {
      const next = left.splice(0, required - good.length);
      const loaded = await Promise.all(
        next.map((source) => this.#load(source, stripe, blockOf(source.index))),
      );
      good.push(...next.filter((_, i) => loaded[i]).map(({ index }) => index));
    }
    if (good.length < required) throw unrecoverable(versionId, good.length, required);
    return good;
  }

  close(): Promise<void> {
    return closeAll(this.#sources);
  }

  async #open({ index, provider }: StoredShard): Promise<Source | undefined> {
    let reader: ShardReader | undefined;
    try {
      reader = await this.providers.find(provider)?.open(shardKey(this.stored, index));
      if (reader === undefined) return undefined;
      return { index, reader, ...(await readTail(reader, this.layout)) };
    } catch (error) {
      this.#noteFailure(index, error);
    }
    await reader?.close();
    return undefined;
  }

  async #load(source: Source, stripe: number, into: Buffer): Promise<boolean> {
    try {
      await source.reader.read(into, this.layout.blockOffset(stripe));
    } catch (error) {
      this.#noteFailure(source.index, error);
      return false;
    }
    if (isGoodBlock(into, source.hashList, stripe)) return true;
    this.#note(source.index, 'block');
    return false;
  }

  #isNamed(line: Buffer): boolean {
    return manifestHashOf(line) === this.stored.manifestHash;
  }

  #noteFailure(index: number, error: unknown): void {
    const fault = faultOfShard(error);
    if (fault !== undefined) this.#note(index, fault);
  }

  #note(index: number, reason: string): void {
    if (!this.#found.has(index)) this.#found.set(index, reason);
  }
}

/** Those recorded as missing last: parts of them may be good. */
const byState = (a: StoredShard, b: StoredShard): number =>
  Number(a.state === 'missing') - Number(b.state === 'missing') || a.index - b.index;

async function closeAll(sources: readonly Source[]): Promise<void> {
  await Promise.all(sources.map(({ reader }) => reader.close()));
}
