import { beforeEach, describe, expect, it } from '@jest/globals';
import { hedgedRead, type HedgedReadPlan } from './hedged-read.js';
import { ManualTiming } from '../../../test/fakes/manual-timing.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('hedgedRead', () => {
  let timing: ManualTiming;
  let requested: number[];
  let answers: Map<number, (isGood: boolean) => void>;
  beforeEach(() => {
    timing = new ManualTiming();
    requested = [];
    answers = new Map();
  });

  const start = (plan: Partial<HedgedReadPlan>) =>
    hedgedRead(
      {
        order: [0, 1, 2, 3, 4, 5],
        needed: 4,
        hedgeAfterMs: () => 100,
        request: (index) => {
          requested.push(index);
          return new Promise((resolve) => answers.set(index, resolve));
        },
        ...plan,
      },
      timing,
    );
  const answer = (isGood: boolean, ...indices: number[]) => {
    for (const index of indices) answers.get(index)?.(isGood);
    return turn();
  };

  it('should request as many shards as it needs, and no more while they are in time', async () => {
    const reading = start({});
    expect(requested).toEqual([0, 1, 2, 3]);
    timing.advance(99);
    await answer(true, 0, 1, 2, 3);
    expect(requested).toHaveLength(4);
    expect((await reading).good).toEqual([0, 1, 2, 3]);
  });

  it('should request the next shard for each bad one', async () => {
    const reading = start({});
    await answer(false, 1, 2);
    expect(requested).toEqual([0, 1, 2, 3, 4, 5]);
    await answer(true, 0, 3, 4, 5);
    expect(new Set((await reading).good)).toEqual(new Set([0, 3, 4, 5]));
  });

  it('should hedge each late request, and take the first good shards', async () => {
    const reading = start({});
    await answer(true, 0, 1, 2);
    timing.advance(100);
    expect(requested).toEqual([0, 1, 2, 3, 4]);
    await answer(true, 4);
    const { good, pending } = await reading;
    expect(good).toEqual([0, 1, 2, 4]);
    expect([...pending.keys()]).toEqual([3]);
  });

  it('should take a late shard that comes before its hedge', async () => {
    const reading = start({});
    await answer(true, 0, 1, 2);
    timing.advance(100);
    await answer(true, 3);
    expect((await reading).good).toEqual([0, 1, 2, 3]);
  });

  it('should end with the wanted shards, or with others when one of them is late', async () => {
    const reading = start({ wanted: [0, 1] });
    expect(requested).toEqual([0, 1]);
    await answer(true, 0);
    timing.advance(100);
    expect(requested).toEqual([0, 1, 2, 3, 4]);
    await answer(true, 2, 3, 4);
    expect((await reading).good).toEqual([0, 2, 3, 4]);
  });

  it('should wait for late shards when no other is left', async () => {
    const reading = start({ order: [0, 1, 2, 3] });
    await answer(true, 0, 1, 2);
    timing.advance(10_000);
    await answer(true, 3);
    expect((await reading).good).toEqual([0, 1, 2, 3]);
  });

  it('should end with too few good shards when all requests have finished', async () => {
    const reading = start({});
    await answer(false, 0, 1, 2, 3);
    await answer(true, 4, 5);
    expect((await reading).good).toEqual([4, 5]);
  });
});
