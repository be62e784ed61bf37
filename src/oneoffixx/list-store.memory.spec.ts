import { describe, expect, it } from '@jest/globals';
import { BoundedListStore } from './list-store.memory.js';

describe('BoundedListStore', () => {
  it('should let the oldest go when its room is full', () => {
    const store = BoundedListStore.ofChars(30);
    for (const key of ['a', 'b', 'c']) store.set(key, 'x'.repeat(9));
    store.set('a', 'y'.repeat(9));
    store.set('d', 'x'.repeat(9));
    expect([...store.keys()]).toEqual(['c', 'a', 'd']);
    store.delete('c');
    store.set('e', 'x'.repeat(9));
    expect(store.size).toBe(3);
    store.clear();
    store.set('f', 'x'.repeat(29));
    expect(store.get('f')).toBe('x'.repeat(29));
  });

  it('should not keep what alone is larger than its room', () => {
    const store = BoundedListStore.ofChars(10).set('a', 'x').set('b', 'x'.repeat(20));
    expect(store.size).toBe(0);
  });
});
