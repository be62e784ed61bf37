import { describe, expect, it } from '@jest/globals';
import { RecentKeys } from './recent-keys.js';

const key = (fill: number) => Buffer.alloc(16, fill);

describe('RecentKeys', () => {
  it('should lease copies that the caller can destroy', () => {
    const recent = new RecentKeys();
    recent.keep('a', key(1));
    recent.lease('a')?.destroy();
    expect(recent.lease('a')?.bytes).toEqual(key(1));
  });

  it('should forget the version that was not asked for longest', () => {
    const recent = new RecentKeys();
    for (let i = 0; i < 1024; i++) recent.keep(String(i), key(i % 256));
    recent.lease('0');
    recent.keep('one more', key(9));
    expect(recent.lease('1')).toBeUndefined();
    expect(recent.lease('0')?.bytes).toEqual(key(0));
  });
});
