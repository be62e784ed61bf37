import { describe, expect, it } from '@jest/globals';
import { FileCapability } from './file-capability.js';

const BINDING = { documentId: 'doc', versionNumber: 3, expiresAtMs: 1000 };
const fileKey = () => ({ bytes: Buffer.alloc(16, 7), destroy: () => undefined });

describe('FileCapability', () => {
  it('should open what it wrapped, from the text of the URL alone', () => {
    const issued = FileCapability.fresh();
    const record = issued.wrap(fileKey(), BINDING);
    const returned = FileCapability.parse(issued.reveal());
    expect(returned?.sessionId).toBe(issued.sessionId);
    expect(returned?.unwrap(record, BINDING)?.bytes).toEqual(fileKey().bytes);
  });

  it('should be another session each time', () => {
    expect(FileCapability.fresh().sessionId).not.toBe(FileCapability.fresh().sessionId);
  });

  it.each([
    ['another version', { ...BINDING, versionNumber: 4 }],
    ['another document', { ...BINDING, documentId: 'other' }],
    ['a later end', { ...BINDING, expiresAtMs: 2000 }],
  ])('should not open a record made for %s', (_, binding) => {
    const capability = FileCapability.fresh();
    expect(capability.unwrap(capability.wrap(fileKey(), BINDING), binding)).toBeUndefined();
  });

  it('should not open a record of another capability, nor a changed one', () => {
    const capability = FileCapability.fresh();
    const record = capability.wrap(fileKey(), BINDING);
    const changed = Buffer.from(record);
    changed[0]! ^= 1;
    expect(FileCapability.fresh().unwrap(record, BINDING)).toBeUndefined();
    expect(capability.unwrap(changed, BINDING)).toBeUndefined();
    expect(capability.unwrap(Buffer.alloc(0), BINDING)).toBeUndefined();
  });

  it.each(['', 'x', 'A'.repeat(42), `${'A'.repeat(43)}=`, `${'A'.repeat(42)}B`])(
    'should not take %j for a capability',
    (text) => {
      expect(FileCapability.parse(text)).toBeUndefined();
    },
  );
});
