import { describe, expect, it } from '@jest/globals';
import { RecentKeys } from './recent-keys.js';

const key = (fill: number) => Buffer.alloc(16, fill);
const version = (versionId: string, documentId = 'd') => ({ versionId, documentId });

describe('RecentKeys', () => {
  it('should lease copies that the caller can destroy', () => {
    const recent = new RecentKeys();
    recent.keep(version('a'), key(1));
    recent.lease('a')?.destroy();
    expect(recent.lease('a')?.bytes).toEqual(key(1));
  });

  it('should forget the version that was not asked for longest', () => {
    const recent = new RecentKeys();
    for (let i = 0; i < 1024; i++) recent.keep(version(String(i)), key(i % 256));
    recent.lease('0');
    recent.keep(version('one more'), key(9));
    expect(recent.lease('1')).toBeUndefined();
    expect(recent.lease('0')?.bytes).toEqual(key(0));
  });

  it('should forget all versions of a document at once', () => {
    const recent = new RecentKeys();
    recent.keep(version('a', 'one'), key(1));
    recent.keep(version('b', 'two'), key(2));
    recent.forgetDocument('one');
    expect(recent.lease('a')).toBeUndefined();
    expect(recent.lease('b')?.bytes).toEqual(key(2));
  });
});
