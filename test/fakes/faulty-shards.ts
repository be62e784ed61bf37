import { setTimeout as delay } from 'node:timers/promises';
import { providerFailed, type ProviderTask } from '../../src/storage/storage.errors.js';
import {
  ShardStore,
  type ProviderWeakness,
  type ShardReader,
  type ShardWriter,
} from '../../src/storage/providers/shard-store.js';

/** Which faults happen, each as a probability per operation; the randomness is given, so that runs repeat. */
export interface Faults {
  readonly random: () => number;
  readonly latencyMs?: number;
  /** The operation fails and did nothing. */
  readonly error?: number;
  /** The commit takes effect and its answer is lost. */
  readonly lostAck?: number;
  /** A read answers with one bit flipped. */
  readonly bitFlip?: number;
  /** A shard opens shorter than it is. */
  readonly truncation?: number;
}

/** A provider that misbehaves. */
export const faulty = (inner: ShardStore, faults: Faults): ShardStore =>
  new FaultyShards(inner, faults);

class FaultyShards extends ShardStore {
  readonly provider: string;

  constructor(
    private readonly inner: ShardStore,
    private readonly faults: Faults,
  ) {
    super();
    this.provider = inner.provider;
  }

  create(key: string): ShardWriter {
    const writer = this.inner.create(key);
    return {
      append: async (...pieces) => {
        await this.#trouble('write a shard');
        await writer.append(...pieces);
      },
      commit: async (...last) => {
        await this.#trouble('commit a shard');
        await writer.commit(...last);
        if (this.#happens(this.faults.lostAck)) throw this.#fault('commit a shard');
      },
      abort: () => writer.abort(),
    };
  }

  async open(key: string): Promise<ShardReader> {
    await this.#trouble('open a shard');
    const reader = await this.inner.open(key);
    const size = this.#happens(this.faults.truncation) ? Math.floor(reader.size / 2) : reader.size;
    return {
      size,
      read: async (into, offset) => {
        await this.#trouble('read a shard');
        await reader.read(into, offset);
        if (this.#happens(this.faults.bitFlip)) this.#flipOneBit(into);
      },
      close: () => reader.close(),
    };
  }

  async remove(key: string): Promise<void> {
    await this.#trouble('remove a shard');
    await this.inner.remove(key);
  }

  override get weakness(): ProviderWeakness | undefined {
    return this.inner.weakness;
  }

  override close(): Promise<void> {
    return this.inner.close();
  }

  list(prefix: string): AsyncIterable<string> {
    return this.inner.list(prefix);
  }

  async #trouble(doing: ProviderTask): Promise<void> {
    if (this.faults.latencyMs !== undefined) await delay(this.faults.latencyMs);
    if (this.#happens(this.faults.error)) throw this.#fault(doing);
  }

  #flipOneBit(bytes: Uint8Array): void {
    const at = Math.floor(this.faults.random() * bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(this.faults.random() * 8));
  }

  #happens(probability = 0): boolean {
    return probability > 0 && this.faults.random() < probability;
  }

  #fault(doing: ProviderTask): Error {
    return providerFailed(this.provider, doing, new Error('injected fault'));
  }
}
