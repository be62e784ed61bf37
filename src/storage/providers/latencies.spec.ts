import { beforeEach, describe, expect, it } from '@jest/globals';
import { Latencies } from './latencies.js';
import { ManualTiming } from '../../../test/fakes/manual-timing.js';

describe('Latencies', () => {
  let timing: ManualTiming;
  let latencies: Latencies;
  beforeEach(() => {
    timing = new ManualTiming();
    latencies = new Latencies(timing);
  });

  const answers = async (provider: string, ...took: number[]) => {
    for (const ms of took) {
      await latencies.measure(provider, 'open', async () => timing.advance(ms));
    }
  };

  it('should wait for a provider as long as nineteen of twenty answers took', async () => {
    await answers('a', ...Array.from({ length: 63 }, (_, i) => (i % 32 === 0 ? 400 : 100)), 100);
    expect(latencies.hedgeAfterMs('a', 'open')).toBe(100);
    await answers('a', ...Array.from({ length: 64 }, (_, i) => (i % 10 === 0 ? 400 : 100)));
    expect(latencies.hedgeAfterMs('a', 'open')).toBe(400);
  });

  it('should not wait longer because of a bad spell', async () => {
    await answers('a', ...Array.from({ length: 64 }, (_, i) => (i % 8 === 0 ? 5_000 : 30)));
    expect(latencies.hedgeAfterMs('a', 'open')).toBe(120);
  });

  it('should neither be hasty with a quick provider nor wait for ever', async () => {
    await answers('quick', 0.2, 0.3);
    await answers('stuck', 60_000, 60_000);
    expect(latencies.hedgeAfterMs('quick', 'open')).toBe(25);
    expect(latencies.hedgeAfterMs('stuck', 'open')).toBe(1_000);
  });

  it('should call slow who is four times slower than the others, as long as it is', async () => {
    await answers('a', 30, 30, 30);
    await answers('b', 40, 40, 40);
    await answers('c', 100, 500, 500);
    const classes = ['a', 'b', 'c'].map((name) => latencies.classOf(name));
    expect(classes).toEqual(['usual', 'usual', 'slow']);
    await answers('c', 50, 50, 50);
    expect(latencies.classOf('c')).toBe('usual');
  });

  it('should call nobody slow when all are', async () => {
    for (const name of ['a', 'b', 'c']) await answers(name, 900, 900, 900);
    expect(new Set(['a', 'b', 'c'].map((name) => latencies.classOf(name)))).toEqual(
      new Set(['usual']),
    );
  });

  it('should call overdue who has not answered in time yet', async () => {
    await answers('a', 30);
    const answer = Promise.withResolvers<void>();
    const measured = latencies.measure('a', 'open', () => answer.promise);
    timing.advance(31);
    expect(latencies.classOf('a')).toBe('overdue');
    answer.resolve();
    await measured;
    expect(latencies.classOf('a')).toBe('usual');
  });

  it('should count a failure by how long it took', async () => {
    await answers('a', 10, 10);
    const failing = latencies.measure('b', 'open', async () => {
      timing.advance(9_000);
      throw new Error('no connection');
    });
    await expect(failing).rejects.toThrow('no connection');
    expect(latencies.classOf('b')).toBe('slow');
  });

  it('should let one caller try again every five seconds', () => {
    expect([latencies.mayTry('a'), latencies.mayTry('a')]).toEqual([false, false]);
    timing.advance(5_000);
    expect([latencies.mayTry('a'), latencies.mayTry('a')]).toEqual([true, false]);
  });
});
