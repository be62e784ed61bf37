import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { Secret } from '../../platform/config/secret.js';
import { hs256Service } from '../../platform/jwt/hs256.module.js';
import { CallbackCheck, type GenuineCallback, type ReceivedCallback } from './callback.js';
import { JwtDocumentServerTokens } from '../document-server/document-server-tokens.jwt.js';
import { SaveCapabilities } from '../sessions/save-capability.js';

const OUTBOX = 'outbox-outbox-outbox-outbox-outbox-1';
const PREVIOUS = 'previous-previous-previous-previous';
const MAIN = 'inbox-inbox-inbox-inbox-inbox-inbox1';
const REPORT = {
  key: 'k1',
  status: 2,
  users: ['alice'],
  url: 'http://ds/cache/files/x',
  filetype: 'docx',
};

const OPTIONAL = [
  ...['users', 'actions', 'url', 'filetype', 'changesurl', 'history', 'lastsave', 'notmodified'],
  ...['forcesavetype', 'userdata', 'formsdataurl', 'encrypted', 'mailMerge', 'token'],
];

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(claims: object, { secret = OUTBOX, alg = 'HS256', at = 0, ttl = 300 } = {}): string {
  const iat = Math.floor(at / 1000);
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode({ iat, exp: iat + ttl, ...claims })}`;
  const hash = alg === 'HS512' ? 'sha512' : 'sha256';
  const mac = alg === 'none' ? '' : createHmac(hash, secret).update(signed).digest('base64url');
  return `${signed}.${mac}`;
}

describe('CallbackCheck', () => {
  let clock: FixedClock;
  let check: CallbackCheck;
  let received: ReceivedCallback;
  const capabilities = new SaveCapabilities(Buffer.alloc(32, 9));
  const sign = (claims: object, options = {}) => token(claims, { at: clock.nowMs(), ...options });
  const withBody = (bodyToken: unknown) => check.check({ ...received, bodyToken });
  const withHeader = (...headerTokens: string[]) => check.check({ ...received, headerTokens });

  beforeEach(() => {
    clock = new FixedClock();
    const secrets = {
      signingSecret: new Secret(MAIN),
      acceptedSecrets: [new Secret(OUTBOX), new Secret(PREVIOUS)],
    };
    check = new CallbackCheck(
      capabilities,
      new JwtDocumentServerTokens(hs256Service(), secrets, clock),
      clock,
    );
    const capability = capabilities.issue({
      documentId: 'doc',
      sessionId: 'sid',
      documentKey: 'k1',
      accountId: 'alice',
      expiresAtMs: clock.nowMs() + 1000,
      openedFor: 'edit',
    });
    received = { sessionId: 'sid', capability, bodyToken: undefined, headerTokens: [] };
  });

  it('should take the flat body token and the wrapped header token', () => {
    expect(withBody(sign(REPORT))).toMatchObject({ report: REPORT, grant: { accountId: 'alice' } });
    expect(withHeader(sign({ payload: REPORT }))).toMatchObject({ report: REPORT });
    expect(withBody(sign(REPORT, { secret: PREVIOUS }))).toMatchObject({ report: REPORT });
  });

  it('should prefer the body token, and never fall back from a wrong one', () => {
    received = { ...received, headerTokens: [sign({ payload: { ...REPORT, status: 4 } })] };
    expect(withBody(sign(REPORT))).toMatchObject({ report: { status: 2 } });
    expect(withBody('nonsense')).toBe('token');
  });

  it.each([undefined, null, '', 7, {}, []])(
    'should take the header when the body has %j',
    (odd) => {
      received = { ...received, headerTokens: [sign({ payload: REPORT })] };
      expect(withBody(odd)).toMatchObject({ report: REPORT });
    },
  );

  it('should take the header that holds, whichever of several it is', () => {
    const good = sign({ payload: REPORT });
    expect(withHeader('of-a-proxy', good)).toMatchObject({ report: REPORT });
    expect(withHeader('of-a-proxy')).toBe('token');
  });

  it('should allow for a minute between the clocks, and not more', () => {
    expect(withBody(sign(REPORT, { at: clock.nowMs() - 350_000 }))).toMatchObject({
      report: REPORT,
    });
    expect(withBody(sign(REPORT, { at: clock.nowMs() - 370_000 }))).toBe('token');
  });

  it.each<[string, () => unknown]>([
    ['no token', () => withHeader()],
    ['a token signed with another secret', () => withBody(sign(REPORT, { secret: `${OUTBOX}x` }))],
    ['a token signed with our own secret', () => withBody(sign(REPORT, { secret: MAIN }))],
    ['an unsigned token', () => withBody(sign(REPORT, { alg: 'none' }))],
    ['another algorithm', () => withBody(sign(REPORT, { alg: 'HS512' }))],
    ['a token without an end', () => withBody(sign({ ...REPORT, exp: undefined }))],
    ['a browser config', () => withBody(sign({ ...REPORT, document: {}, editorConfig: {} }))],
    ['a command', () => withBody(sign({ c: 'info', key: 'k1' }))],
    ['a status that is no number', () => withBody(sign({ ...REPORT, status: '2' }))],
    ['a wrapped body token', () => withBody(sign({ payload: REPORT }))],
    ['a flat header token', () => withHeader(sign(REPORT))],
  ])('should refuse %s', (_, result) => {
    expect(result()).toBe('token');
  });

  it('should not let a member decide that it does not need, whatever is in it', () => {
    const needed = ['key', 'status', 'iat', 'exp', 'nbf', 'document', 'editorConfig'];
    const names = fc
      .oneof(fc.constantFrom(...OPTIONAL), fc.string())
      .filter((name) => !needed.includes(name));
    const junk = fc.dictionary(names, fc.jsonValue(), { maxKeys: 20 });
    fc.assert(
      fc.property(junk, fc.constantFrom(1, 2, 3, 4, 6, 7), (members, status) => {
        const given = { ...members, key: 'k1', status };
        for (const checked of [withBody(sign(given)), withHeader(sign({ payload: given }))]) {
          expect(checked).toMatchObject({ report: { key: 'k1', status, iat: expect.any(Number) } });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('should read what it can of odd members', () => {
    const odd = {
      users: ['alice', null, 7, '', 'x'.repeat(241), 'bob'],
      filetype: '.DOCX',
      history: { serverVersion: 9, changes: [{}] },
      lastsave: 'yesterday',
      notmodified: null,
      url: '',
    };
    const { report } = withBody(sign({ ...REPORT, ...odd })) as GenuineCallback;
    expect(report).toEqual({
      ...{ key: 'k1', status: 2, iat: clock.nowMs() / 1000 },
      ...{ users: ['alice', 'bob'], filetype: 'docx', history: { changes: [{}] } },
    });
    expect(withBody(sign({ ...REPORT, filetype: '../x' }))).toMatchObject({ grant: {} });
  });

  it('should refuse the key of another session', () => {
    expect(withBody(sign({ ...REPORT, key: 'k2' }))).toBe('key of another session');
  });

  it('should refuse the capability of another session, and one that expired', () => {
    received = { ...received, bodyToken: sign(REPORT) };
    expect(check.check({ ...received, sessionId: 'other' })).toBe('capability');
    expect(check.check({ ...received, capability: `${received.capability}x` })).toBe('capability');
    clock.advance(1000);
    expect(check.check(received)).toBe('capability');
  });
});
