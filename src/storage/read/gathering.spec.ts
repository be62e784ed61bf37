import { beforeEach, describe, expect, it } from '@jest/globals';
import { gather, type GatheringPlan } from './gathering.js';
import { ManualTiming } from '../../../test/fakes/manual-timing.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('gather', () => {
  let timing: ManualTiming;
  let asked: number[];
  let answers: Map<number, (isGood: boolean) => void>;
  beforeEach(() => {
    timing = new ManualTiming();
    asked = [];
    answers = new Map();
  });

  const start = (plan: Partial<GatheringPlan>) =>
    gather(
      {
        order: [0, 1, 2, 3, 4, 5],
        needed: 4,
        patienceMs: () => 100,
        ask: (index) => {
          asked.push(index);
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

  it('should ask as many as it needs, and no more while they are in time', async () => {
    const gathered = start({});
    expect(asked).toEqual([0, 1, 2, 3]);
    timing.advance(99);
    await answer(true, 0, 1, 2, 3);
    expect(asked).toHaveLength(4);
    expect((await gathered).good).toEqual([0, 1, 2, 3]);
  });

  it('should ask the next one for each that is bad', async () => {
    const gathered = start({});
    await answer(false, 1, 2);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
    await answer(true, 0, 3, 4, 5);
    expect(new Set((await gathered).good)).toEqual(new Set([0, 3, 4, 5]));
  });

  it('should ask the next one for each that is late, and take the first good ones', async () => {
    const gathered = start({});
    await answer(true, 0, 1, 2);
    timing.advance(100);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    await answer(true, 4);
    const { good, pending } = await gathered;
    expect(good).toEqual([0, 1, 2, 4]);
    expect([...pending.keys()]).toEqual([3]);
  });

  it('should take a late one that comes before its replacement', async () => {
    const gathered = start({});
    await answer(true, 0, 1, 2);
    timing.advance(100);
    await answer(true, 3);
    expect((await gathered).good).toEqual([0, 1, 2, 3]);
  });

  it('should be content with those that are wanted, and with others when one of them is late', async () => {
    const gathered = start({ wanted: [0, 1] });
    expect(asked).toEqual([0, 1]);
    await answer(true, 0);
    timing.advance(100);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    await answer(true, 2, 3, 4);
    expect((await gathered).good).toEqual([0, 2, 3, 4]);
  });

  it('should wait for late ones when nobody else is left', async () => {
    const gathered = start({ order: [0, 1, 2, 3] });
    await answer(true, 0, 1, 2);
    timing.advance(10_000);
    await answer(true, 3);
    expect((await gathered).good).toEqual([0, 1, 2, 3]);
  });

  it('should end with too few when all have answered', async () => {
    const gathered = start({});
    await answer(false, 0, 1, 2, 3);
    await answer(true, 4, 5);
    expect((await gathered).good).toEqual([4, 5]);
  });
});
