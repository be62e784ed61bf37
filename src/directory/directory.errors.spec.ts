import { describe, expect, it } from '@jest/globals';
import { bindRefusalIn } from './directory.errors.js';

const said = (code: string) =>
  `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${code}, v2580 Code: 0x31`;

describe('bindRefusalIn', () => {
  it.each([
    ['52e', undefined],
    ['525', undefined],
    ['530', 'sign-in-not-permitted'],
    ['531', 'sign-in-not-permitted'],
    ['532', 'password-expired'],
    ['533', 'account-disabled'],
    ['701', 'account-expired'],
    ['773', 'password-must-change'],
    ['775', 'account-locked'],
  ])('should read %s', (code, refusal) => {
    expect(bindRefusalIn(said(code))).toBe(refusal);
  });

  it('should find nothing in the words of other servers', () => {
    expect(
      bindRefusalIn('Invalid credentials during a bind operation. Code: 0x31'),
    ).toBeUndefined();
    expect(bindRefusalIn('')).toBeUndefined();
  });
});
