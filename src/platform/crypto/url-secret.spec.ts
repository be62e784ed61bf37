import { describe, expect, it } from '@jest/globals';
import { UrlSecret } from './url-secret.js';

describe('UrlSecret', () => {
  it('should read back what it reveals', () => {
    const secret = UrlSecret.fresh();
    const read = UrlSecret.parse(secret.reveal());
    expect(read?.derive('kontor/test', 16)).toEqual(secret.derive('kontor/test', 16));
  });

  it('should derive another value for each purpose', () => {
    const secret = UrlSecret.fresh();
    expect(secret.derive('kontor/one', 32)).not.toEqual(secret.derive('kontor/two', 32));
  });

  it.each([
    ['too short', Buffer.alloc(31).toString('base64url')],
    ['too long', Buffer.alloc(33).toString('base64url')],
    ['padded', `${Buffer.alloc(32).toString('base64url')}=`],
    ['in plain base64', Buffer.alloc(32, 0xff).toString('base64')],
    ['with bits beyond its last byte', `${'A'.repeat(42)}B`],
    ['empty', ''],
  ])('should refuse a text that is %s', (_, text) => {
    expect(UrlSecret.parse(text)).toBeUndefined();
  });

  it('should leave nothing once destroyed', () => {
    const secret = UrlSecret.fresh();
    secret.destroy();
    expect(secret.reveal()).toBe(Buffer.alloc(32).toString('base64url'));
  });
});
