import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../access/index.js';
import { grantForm } from './applications-admin.schema.js';
import { changesIn, faultsIn, fieldsOf, typedIn } from './typed-application.js';

const KEYS = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }] };
const claims = { username: 'sub', displayName: 'name', mail: 'email' };
const client: Client = {
  ...{ id: 'client-1', name: 'files', scopes: ['sessions'], disabled: false, createdAtMs: 1 },
  ...{ allowedOrigins: ['https://a.example.ch'], allowedGroups: ['group-1', 'removed'] },
  ...{ jwks: KEYS, jwksUri: null },
  trustedIssuer: {
    ...{ issuer: 'https://id.example.ch', jwksUri: 'https://id.example.ch/jwks' },
    ...{ audience: 'kontor', claims },
  },
};
const before = fieldsOf(client);

/** As a browser sends the fields of the page. */
const sent = (changes: Record<string, unknown> = {}) =>
  grantForm.parse({
    ...{ scopes: 'sessions', allowed_origins: before.origins, groups: ['', ...before.groups] },
    ...{ jwks_uri: '', jwks: before.jwks.replaceAll('\n', '\r\n') },
    ...{ issuer: before.issuer, issuer_keys: before.issuerKeys, audience: before.audience },
    ...{ username_claim: 'sub', display_name_claim: 'name', mail_claim: 'email' },
    ...changes,
  });
const typed = (form: ReturnType<typeof sent>) => typedIn({ ...form, texts: form }, before);
const changes = (form: ReturnType<typeof sent>) => changesIn(typed(form), before);

describe('the fields of an application', () => {
  it('should change nothing that stayed as it was, so that no token ends', () => {
    expect(changes(sent({ scopes: ['sessions', 'webhooks'] }))).toEqual({
      scopes: ['sessions', 'webhooks'],
      allowedOrigins: ['https://a.example.ch'],
    });
  });

  it('should keep what a form without these fields does not send, above all the groups', () => {
    expect(changes(grantForm.parse({ scopes: 'sessions' }))).toEqual({
      ...{ scopes: ['sessions'], allowedOrigins: ['https://a.example.ch'] },
    });
  });

  it('should remove groups, keys and issuer that were emptied', () => {
    const emptied = { groups: '', jwks: '', issuer: '', issuer_keys: '', audience: '' };
    expect(changes(sent(emptied))).toMatchObject({
      ...{ allowedGroups: [], jwks: null, jwksUri: null, trustedIssuer: null },
    });
  });

  it('should take an address in the place of the keys, and other claims', () => {
    const jwksUri = 'https://a.example.ch/jwks';
    const form = sent({ jwks: '', jwks_uri: jwksUri, username_claim: ' upn ', mail_claim: '' });
    expect(changes(form)).toMatchObject({
      ...{ jwks: null, jwksUri },
      trustedIssuer: { ...client.trustedIssuer, claims: { ...claims, username: 'upn' } },
    });
  });

  it('should say beside which field something is missing or wrong', () => {
    const faults = (changed: object) => faultsIn(typed(sent({ ...changed })));
    expect(faults({})).toEqual({});
    expect(faults({ issuer: ' ', audience: '' })).toEqual({
      ...{ issuer: 'issuer-incomplete', audience: 'issuer-incomplete' },
    });
    for (const jwks of ['{', '[]', '{"keys":[]}', '{"keys":[{"kty":"oct"}]}'])
      expect(faults({ jwks })).toEqual({ jwks: 'invalid-keys' });
    expect(faults({ jwks_uri: 'https://a.example.ch' })).toEqual({ jwks: 'both-keys' });
  });
});
