import { shardKey } from '../providers/keys.js';
import type { ObjectRef } from '../object-store.js';
import type { ShardStore, ShardWriter } from '../providers/shard-store.js';

/** A shard that is being written to a provider. Its failure stays its own: others go on. */
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
      this.#writer ??= await this.store.create(shardKey(this.ref, this.index));
      await this.#writer.append(bytes);
    });
  }

  async commit(): Promise<void> {
    await this.#attempt(async () => this.#writer?.commit());
  }

  /** Nothing stays; of a shard that was committed, nothing goes. */
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
