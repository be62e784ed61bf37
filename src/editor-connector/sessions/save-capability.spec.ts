import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { SaveCapabilities } from './save-capability.js';

const GRANT = {
  documentId: 'doc',
  sessionId: 'sid',
  documentKey: 'key',
  accountId: 'zoé "o\'neil"',
  expiresAtMs: 1_800_000_000_000,
  openedFor: 'comment' as const,
};

describe('SaveCapabilities', () => {
  const capabilities = new SaveCapabilities(Buffer.alloc(32, 1));

  it('should read back what it issued', () => {
    expect(capabilities.read(capabilities.issue(GRANT))).toEqual(GRANT);
  });

  it('should take one from before there were roles as one for editing', () => {
    const key = Buffer.alloc(32, 1);
    const payload = Buffer.from('["doc","sid","key","bob",1800000000000]').toString('base64url');
    const mac = createHmac('sha256', key).update(`kontor/save-capability/1.${payload}`).digest();
    expect(capabilities.read(`${payload}.${mac.toString('base64url')}`)).toMatchObject({
      ...{ accountId: 'bob', openedFor: 'edit' },
    });
  });

  it('should refuse what was issued with another key', () => {
    const foreign = new SaveCapabilities(Buffer.alloc(32, 2)).issue(GRANT);
    expect(capabilities.read(foreign)).toBeUndefined();
  });

  it('should refuse a capability whose grant was exchanged', () => {
    const [, mac] = capabilities.issue(GRANT).split('.');
    const [payload] = capabilities.issue({ ...GRANT, documentId: 'other' }).split('.');
    expect(capabilities.read(`${payload}.${mac}`)).toBeUndefined();
  });

  it.each(['', '.', 'a.b', 'a.b.c', 'no-dot'])('should refuse %j', (text) => {
    expect(capabilities.read(text)).toBeUndefined();
  });
});
