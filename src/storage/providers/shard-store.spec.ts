import { describe, expect, it } from '@jest/globals';
import { faulty } from '../../../test/fakes/faulty-shards.js';
import { withConcurrencyLimit, retrying } from './shard-store-decorators.js';
import { describeShardStore } from './shard-store.conformance.js';
import { MemoryShardStore } from '../../../test/fakes/memory-shard-store.js';

const dispose = async (): Promise<void> => undefined;
const memory = (): MemoryShardStore => new MemoryShardStore('memory');
const RETRIES = { attempts: 12, firstDelayMs: 0 };

/** A fixed sequence, so that a failing run can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describeShardStore('memory', async () => ({ store: memory(), dispose }));
describeShardStore('limited', async () => ({
  store: withConcurrencyLimit(memory(), { parallel: 2 }),
  dispose,
}));
describeShardStore('retrying', async () => ({ store: retrying(memory(), RETRIES), dispose }));
describeShardStore('faulty without faults', async () => ({
  store: faulty(memory(), { random: () => 0 }),
  dispose,
}));
describeShardStore('limited, retried, with errors and lost answers', async () => ({
  store: withConcurrencyLimit(
    retrying(faulty(memory(), { random: randomFrom(7), error: 0.2, lostAck: 0.3 }), RETRIES),
    { parallel: 3 },
  ),
  dispose,
}));

describe('limited shards', () => {
  it('should never run more operations at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const inner = faulty(memory(), { random: () => 0, latencyMs: 1 });
    const remove = inner.remove.bind(inner);
    inner.remove = (key) => {
      most = Math.max(most, ++running);
      return remove(key).finally(() => running--);
    };
    const store = withConcurrencyLimit(inner, { parallel: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, i) => store.remove(`v1/d/v/${i}`)));
    expect(most).toBe(3);
  });
});

describe('retrying shards', () => {
  it('should give up after its attempts', async () => {
    const store = retrying(faulty(memory(), { random: () => 0, error: 1 }), {
      attempts: 3,
      firstDelayMs: 0,
    });
    await expect(store.remove('v1/d/v/0')).rejects.toMatchObject({
      code: 'storage/provider-failed',
    });
  });
});
