import { describe, expect, it } from '@jest/globals';
import { Secret } from '../platform/config/secret.js';
import { grantForm, signature } from './grant-request.js';

const credentials = {
  clientId: '44d4a4b2-0000-4000-8000-000000000000',
  clientSecret: new Secret('s&e=c r+t'),
  presharedKey: new Secret('horribletruth'),
};
const request = {
  credentials,
  sid: 'foobar',
  scope: 'oo_V1WebApi',
  doubleEncodeBug: false,
  nowMs: 1_546_300_800_999,
};

describe('the grant request', () => {
  it.each([
    ['foobar', 'FBE7E80E5D793A82BEEB9DDA36D214B54B3A6D7B2AF75B25BF287A5B7BEC76FB'],
    [
      'S-1-5-21-2109130332-968164008-972369679-13586',
      '38F03A947DD0930C38B7F7EB72C3D5944619479BE573619F30FC880EFEF823A3',
    ],
  ])('should be signed for %s as the reference says', (sid, hash) => {
    expect(signature(sid, '1546300800', 'horribletruth')).toBe(hash);
  });

  it('should carry exactly the fields of the reference', () => {
    expect(Object.fromEntries(new URLSearchParams(grantForm(request)))).toEqual({
      grant_type: 'urn:oneoffixx:oauth2:impersonate',
      scope: 'oo_V1WebApi',
      client_id: credentials.clientId,
      client_secret: 's&e=c r+t',
      impersonateAs: 'foobar',
      timestamp: '1546300800',
      hash: 'FBE7E80E5D793A82BEEB9DDA36D214B54B3A6D7B2AF75B25BF287A5B7BEC76FB',
    });
  });

  it('should encode the grant type once or twice on the wire', () => {
    expect(grantForm(request)).toContain('grant_type=urn%3Aoneoffixx%3Aoauth2%3Aimpersonate&');
    expect(grantForm({ ...request, doubleEncodeBug: true })).toContain(
      'grant_type=urn%253Aoneoffixx%253Aoauth2%253Aimpersonate&',
    );
  });
});
