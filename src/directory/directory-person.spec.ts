import { describe, expect, it } from '@jest/globals';
import { idAttribute, personOf } from './directory-person.js';

const entry = (values: Record<string, string | Uint8Array>) =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), [value]]));

describe('personOf', () => {
  it('should keep what templates ask for under their names', () => {
    const person = personOf(
      entry({ sAMAccountName: 'alice', sn: 'Muster', title: 'Frau', co: 'Schweiz', c: 'CH' }),
      'asked',
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
    expect(personOf(entry({ sAMAccountName: 'alice', ...values }), 'asked').displayName).toBe(name);
  });

  it.each([
    ['512', true],
    ['514', false],
    ['66050', false],
    ['-2147483134', false],
    ['', true],
  ])('should read userAccountControl %s', (flags, enabled) => {
    expect(personOf(entry({ userAccountControl: flags }), 'asked').enabled).toBe(enabled);
  });

  it('should have no SID rather than a broken one', () => {
    expect(personOf(entry({ objectSid: '\u0001\u0005\ufffd' }), 'asked').sid).toBeUndefined();
    expect(personOf(entry({ objectSid: Uint8Array.of(1, 5, 0) }), 'asked').sid).toBeUndefined();
    expect(personOf(entry({}), 'asked').sid).toBeUndefined();
  });

  it('should take the short name of other directories, else the name that was asked for', () => {
    expect(personOf(entry({ uid: 'bob' }), 'asked').username).toBe('bob');
    expect(personOf(entry({}), 'asked').username).toBe('asked');
  });

  it('should be known by the SID, else by the UUID of the entry, whatever the name is', () => {
    const objectSid = Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 5, 7, 0, 0, 0]);
    const both = personOf(entry({ uid: 'bob', objectSid, entryUUID: 'AB-1' }), 'asked');
    expect(both.id).toBe('S-1-5-7');
    expect(personOf(entry({ uid: 'bob', entryUUID: 'AB-1' }), 'asked').id).toBe('entryUUID:ab-1');
    expect(personOf(entry({ uid: 'bob' }), 'asked').id).toBeUndefined();
    expect(idAttribute('entryUUID:ab-1')).toEqual({ attribute: 'entryUUID', value: 'ab-1' });
    expect(idAttribute('S-1-5-7')?.value).toEqual(Buffer.from(objectSid));
    expect(idAttribute('bob')).toBeUndefined();
  });
});
