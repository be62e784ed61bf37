import { describe, expect, it } from '@jest/globals';
import { KeyedMutex } from './keyed-mutex.js';

describe('KeyedMutex', () => {
  it('should run tasks of one key in order, even after a failure, and other keys in parallel', async () => {
    const mutex = new KeyedMutex();
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = mutex.run('a', async () => {
      await gate.promise;
      seen.push('a1');
      throw new Error('failed');
    });
    const second = mutex.run('a', async () => seen.push('a2'));
    await mutex.run('b', async () => seen.push('b1'));
    gate.resolve();
    await expect(first).rejects.toThrow('failed');
    await second;
    expect(seen).toEqual(['b1', 'a1', 'a2']);
  });
});
