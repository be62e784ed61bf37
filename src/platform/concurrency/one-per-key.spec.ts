import { describe, expect, it } from '@jest/globals';
import { OnePerKey } from './keyed-mutex.js';

describe('OnePerKey', () => {
  it('should let work of one key go in its order, whatever fails, and others side by side', async () => {
    const turns = new OnePerKey();
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = turns.run('a', async () => {
      await gate.promise;
      seen.push('a1');
      throw new Error('failed');
    });
    const second = turns.run('a', async () => seen.push('a2'));
    await turns.run('b', async () => seen.push('b1'));
    gate.resolve();
    await expect(first).rejects.toThrow('failed');
    await second;
    expect(seen).toEqual(['b1', 'a1', 'a2']);
  });
});
