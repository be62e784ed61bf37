import { describe, expect, it } from '@jest/globals';
import { idAttribute, personOf, pictureIn, sidBytes, sidOf } from './directory-person.js';
import fc from 'fast-check';

const NOW = Date.UTC(2026, 10, 29, 12);

const entry = (values: Record<string, string | Uint8Array>) =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), [value]]));

describe('personOf', () => {
  it('should keep what templates ask for under their names', () => {
    const person = personOf(
      entry({ sAMAccountName: 'alice', sn: 'Muster', title: 'Frau', co: 'Schweiz', c: 'CH' }),
      'asked',
      NOW,
    );
    expect(person.attributes).toEqual({
      lastname: 'Muster',
      salutation: 'Frau',
      country: 'Schweiz',
    });
  });

  it.each([
    [{ displayName: 'Alice M.', sn: 'Muster', cn: 'x' }, 'Alice M.'],
    [{ givenName: 'Alice', sn: 'Muster', cn: 'x' }, 'Muster Alice'],
    [{ sn: 'Muster', displayName: ' ' }, 'Muster'],
    [{ cn: 'alice muster' }, 'alice muster'],
    [{}, 'alice'],
  ])('should call %j %s', (values, name) => {
    expect(personOf(entry({ sAMAccountName: 'alice', ...values }), 'asked', NOW).displayName).toBe(
      name,
    );
  });

  it.each([
    ['512', true],
    ['514', false],
    ['66050', false],
    ['-2147483134', false],
    ['', true],
  ])('should read userAccountControl %s', (flags, enabled) => {
    expect(personOf(entry({ userAccountControl: flags }), 'asked', NOW).enabled).toBe(enabled);
  });

  it.each([
    ['0', true],
    ['9223372036854775807', true],
    // As a directory keeps 29 November 2026, 12:00 UTC: 100 nanoseconds since 1601.
    ['134404271999999999', false],
    ['134404272000000000', false],
    ['134404272000010000', true],
    ['no number', true],
  ])('should read accountExpires %s', (accountExpires, enabled) => {
    expect(personOf(entry({ accountExpires }), 'asked', NOW).enabled).toBe(enabled);
  });

  it('should have no SID rather than a broken one', () => {
    expect(personOf(entry({ objectSid: '\u0001\u0005\ufffd' }), 'asked', NOW).sid).toBeUndefined();
    expect(
      personOf(entry({ objectSid: Uint8Array.of(1, 5, 0) }), 'asked', NOW).sid,
    ).toBeUndefined();
    expect(personOf(entry({}), 'asked', NOW).sid).toBeUndefined();
  });

  it('should take the short name of other directories, else the name that was asked for', () => {
    expect(personOf(entry({ uid: 'bob' }), 'asked', NOW).username).toBe('bob');
    expect(personOf(entry({}), 'asked', NOW).username).toBe('asked');
  });

  it('should be known by the SID, else by the UUID of the entry, whatever the name is', () => {
    const objectSid = Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 5, 7, 0, 0, 0]);
    const both = personOf(entry({ uid: 'bob', objectSid, entryUUID: 'AB-1' }), 'asked', NOW);
    expect(both.id).toBe('S-1-5-7');
    expect(personOf(entry({ uid: 'bob', entryUUID: 'AB-1' }), 'asked', NOW).id).toBe(
      'entryUUID:ab-1',
    );
    expect(personOf(entry({ uid: 'bob' }), 'asked', NOW).id).toBeUndefined();
    expect(idAttribute('entryUUID:ab-1')).toEqual({ attribute: 'entryUUID', value: 'ab-1' });
    expect(idAttribute('S-1-5-7')?.value).toEqual(Buffer.from(objectSid));
    expect(idAttribute('bob')).toBeUndefined();
  });
});

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const VECTOR = '0105000000000005150000005cc6b67da802b5390f2ff53912350000';

describe('sidOf', () => {
  it.each([
    ['a domain user', VECTOR, 'S-1-5-21-2109130332-968164008-972369679-13586'],
    ['nobody', '010100000000000000000000', 'S-1-0-0'],
    ['an authority alone', '0100000000000005', 'S-1-5'],
    ['numbers above 2^31', '0101000000000005ffffffff', 'S-1-5-4294967295'],
    ['the largest decimal authority', '01000000ffffffff', 'S-1-4294967295'],
    ['an authority of 2^32', '0100000100000000', 'S-1-0x000100000000'],
  ])('should write %s', (_, hex, text) => {
    expect(sidOf(bytes(hex))).toBe(text);
  });

  it('should read from within a larger buffer', () => {
    const packet = Buffer.concat([Buffer.alloc(3, 0xee), bytes(VECTOR)]);
    expect(sidOf(packet.subarray(3))).toBe('S-1-5-21-2109130332-968164008-972369679-13586');
  });

  it('should ignore surplus bytes', () => {
    expect(sidOf(bytes(`${VECTOR}00ff`))).toBe('S-1-5-21-2109130332-968164008-972369679-13586');
  });

  it.each([
    ['no bytes', ''],
    ['less than a header', '01000000000005'],
    ['fewer sub-authorities than it says', VECTOR.slice(0, -2)],
    ['another revision', `02${VECTOR.slice(2)}`],
    ['more sub-authorities than there may be', `0110000000000005${'00'.repeat(64)}`],
  ])('should refuse %s', (_, hex) => {
    expect(sidOf(bytes(hex))).toBeUndefined();
  });

  it('should write every number it was given', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 15 });
    fc.assert(
      fc.property(numbers, (subAuthorities) => {
        const sid = Buffer.alloc(8 + 4 * subAuthorities.length);
        sid.set([1, subAuthorities.length, 0, 0, 0, 0, 0, 5]);
        subAuthorities.forEach((number, i) => sid.writeUInt32LE(number, 8 + 4 * i));
        expect(sidOf(sid)).toBe(['S-1-5', ...subAuthorities].join('-'));
      }),
    );
  });
});

describe('sidBytes', () => {
  it('should be the reverse of sidOf', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 15 }),
        (authority, subAuthorities) => {
          const raw = Buffer.alloc(8 + 4 * subAuthorities.length);
          raw.writeUInt8(1, 0);
          raw.writeUInt8(subAuthorities.length, 1);
          raw.writeUIntBE(authority, 2, 6);
          subAuthorities.forEach((one, i) => raw.writeUInt32LE(one, 8 + 4 * i));
          expect(sidBytes(sidOf(raw)!)).toEqual(raw);
        },
      ),
    );
  });

  it.each(['', 'S-1', 'S-2-5-21', 'S-1-5-4294967296', 'S-1-5-x', 'alice', '*'])(
    'should refuse "%s"',
    (text) => {
      expect(sidBytes(text)).toBeUndefined();
    },
  );
});

describe('pictureIn', () => {
  const jpeg = (size: number) => Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(size)]);

  it('should tell a JPEG and a PNG by their first bytes', () => {
    const png = Buffer.from('89504e470d0a1a0a00', 'hex');
    expect(pictureIn(entry({ thumbnailPhoto: png }))).toEqual({ type: 'image/png', bytes: png });
    expect(pictureIn(entry({ thumbnailPhoto: jpeg(9) }))?.type).toBe('image/jpeg');
  });

  it.each([
    ['a text', Buffer.from('<svg onload="alert(1)"/>')],
    ['a GIF', Buffer.from('GIF89a')],
    ['a text that the server decoded', 'ÿØÿ'],
    ['a part of the first bytes', Buffer.from('ffd8', 'hex')],
    ['nothing', Buffer.alloc(0)],
    ['more than 100 KiB', jpeg(100 * 1024)],
  ])('should take %s for none', (_, thumbnailPhoto) => {
    expect(pictureIn(entry({ thumbnailPhoto }))).toBeUndefined();
  });

  it('should take no entry without one for a picture', () => {
    expect(pictureIn(entry({}))).toBeUndefined();
  });
});
