import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { hash } from '@node-rs/argon2';
import type { InjectOptions } from 'fastify';
import { SessionCookies, ManageAccounts, SigningSecrets, SignIn } from '../../src/access/index.js';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { startAccess, type RunningAccess } from './access-app.js';

const HOUR_MS = 3_600_000;
const OWN_ORIGIN = { origin: 'http://127.0.0.1:3000' };

let clock: FixedClock;
let access: RunningAccess;

beforeEach(async () => {
  clock = new FixedClock();
  access = await startAccess(clock);
});

afterEach(() => access.stop());

const ask = (options: InjectOptions) => access.app.inject(options);

const askForToken = (username: string, password: string) =>
  ask({ method: 'POST', url: '/api/auth/token', payload: { username, password } });

const tokenOf = async (username: string): Promise<string> =>
  (await askForToken(username, username)).json().access_token;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function cookieOf(username: string): Promise<{ name: string; value: string }> {
  const account = await access.app
    .get(SignIn)
    .execute({ username, password: username, address: '192.0.2.1' });
  return access.app.get(SessionCookies).issue(account);
}

async function withCookie(username: string, options: InjectOptions) {
  const { name, value } = await cookieOf(username);
  return ask({ ...options, cookies: { [name]: value } });
}

describe('the guard', () => {
  it('should deny what nobody opened', async () => {
    const answer = await ask({ url: '/probe' });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'access/not-signed-in', status: 401 });
  });

  it('should let a bearer token and a cookie in and say whose they are', async () => {
    const byToken = await ask({ url: '/probe', headers: bearer(await tokenOf('alice')) });
    expect(byToken.json()).toMatchObject({ username: 'alice', isAdmin: false });
    const byCookie = await withCookie('alice', { url: '/probe' });
    expect(byCookie.json()).toMatchObject({ username: 'alice', displayName: 'Alice Ärmel' });
  });

  it('should keep everybody but admins out of what is theirs', async () => {
    const url = '/probe/admin';
    expect((await ask({ url, headers: bearer(await tokenOf('alice')) })).statusCode).toBe(403);
    expect((await ask({ url, headers: bearer(await tokenOf('admin')) })).statusCode).toBe(200);
    expect((await ask({ url })).statusCode).toBe(401);
  });
});

describe('tokens', () => {
  it('should be valid only where they were issued for', async () => {
    const { name, value } = await cookieOf('alice');
    const token = await tokenOf('alice');
    expect((await ask({ url: '/probe', headers: bearer(value) })).statusCode).toBe(401);
    expect((await ask({ url: '/probe', cookies: { [name]: token } })).statusCode).toBe(401);
  });

  it('should not be believed unsigned, signed for another purpose or changed', async () => {
    const jwt = new JwtService({});
    const now = Math.floor(clock.nowMs() / 1000);
    const { jti, sub } = jwt.decode<{ jti: string; sub: string }>(await tokenOf('admin'));
    const iss = 'kontor-playground';
    const claims = { sub, gen: 1, jti, iss, iat: now, exp: now + 60 };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const none = `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ ...claims, aud: 'kontor:bearer' })}.`;
    const secrets = access.app.get(SigningSecrets);
    const sign = (purpose: string, aud: string) =>
      jwt.sign({ ...claims, aud }, { secret: secrets.keyFor(purpose) });
    const genuine = sign('access/bearer', 'kontor:bearer');
    expect((await ask({ url: '/probe', headers: bearer(genuine) })).statusCode).toBe(200);

    const signWith = (changed: object) =>
      jwt.sign(
        { ...claims, aud: 'kontor:bearer', ...changed },
        { secret: secrets.keyFor('access/bearer') },
      );
    const forged = [
      signWith({ sub: 'alice' }),
      signWith({ jti: 'another sign-in' }),
      signWith({ iss: 'kontor' }),
      none,
      sign('editor/save-token', 'kontor:bearer'),
      sign('access/bearer', 'kontor:cookie'),
      `${genuine.slice(0, -4)}AAAA`,
    ];
    for (const token of forged) {
      expect((await ask({ url: '/probe', headers: bearer(token) })).statusCode).toBe(401);
    }
  });

  it('should last for a working day', async () => {
    const answer = (await askForToken('alice', 'alice')).json();
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 28_800 });
    clock.advance(8 * HOUR_MS - 1000);
    const headers = bearer(answer.access_token);
    expect((await ask({ url: '/probe', headers })).statusCode).toBe(200);
    clock.advance(1000);
    expect((await ask({ url: '/probe', headers })).statusCode).toBe(401);
  });

  it.each<[string, (headers: Record<string, string>) => Promise<unknown>]>([
    ['disabling', () => access.app.get(ManageAccounts).setDisabled('alice', true)],
    ['a new password', () => access.app.get(ManageAccounts).setPassword('alice', 'another one')],
    [
      'signing out everywhere',
      (headers) => ask({ method: 'POST', url: '/api/auth/sign-out-everywhere', headers }),
    ],
  ])('should end at once with %s', async (_, end) => {
    const headers = bearer(await tokenOf('alice'));
    const cookie = await cookieOf('alice');
    const cookies = { [cookie.name]: cookie.value };
    expect((await ask({ url: '/probe', cookies })).statusCode).toBe(200);
    await end(headers);
    expect((await ask({ url: '/probe', headers })).statusCode).toBe(401);
    expect((await ask({ url: '/probe', cookies })).statusCode).toBe(401);
  });

  it('should end with signing out, copies of them too, and no other sign-in', async () => {
    const [token, other] = [await tokenOf('alice'), await tokenOf('alice')];
    const cookie = await cookieOf('alice');
    const cookies = { [cookie.name]: cookie.value };
    const signOut = (options: InjectOptions) =>
      ask({ ...options, method: 'POST', url: '/api/auth/sign-out' });

    expect((await signOut({ headers: bearer(token) })).statusCode).toBe(204);
    expect((await ask({ url: '/probe', headers: bearer(token) })).statusCode).toBe(401);
    expect((await signOut({ headers: bearer(token) })).statusCode).toBe(401);
    expect((await ask({ url: '/probe', headers: bearer(other) })).statusCode).toBe(200);

    expect((await ask({ url: '/probe', cookies })).statusCode).toBe(200);
    expect((await signOut({ cookies })).statusCode).toBe(403);
    expect((await signOut({ cookies, headers: OWN_ORIGIN })).statusCode).toBe(204);
    expect((await ask({ url: '/probe', cookies })).statusCode).toBe(401);
    expect((await ask({ url: '/probe', headers: bearer(other) })).statusCode).toBe(200);
  });

  it('should give a tab another half of its key with each sign-in', async () => {
    const keyOf = async (token: string) => {
      const headers = bearer(token);
      return (await ask({ method: 'POST', url: '/api/me/tab-key', headers })).rawPayload;
    };
    const [first, second] = [await tokenOf('alice'), await tokenOf('alice')];
    expect(await keyOf(first)).toEqual(await keyOf(first));
    expect(await keyOf(first)).not.toEqual(await keyOf(second));
    expect(await keyOf(first)).toHaveLength(32);
  });

  it('should not come back when somebody is enabled again', async () => {
    const headers = bearer(await tokenOf('alice'));
    await access.app.get(ManageAccounts).setDisabled('alice', true);
    expect((await askForToken('alice', 'alice')).statusCode).toBe(401);
    await access.app.get(ManageAccounts).setDisabled('alice', false);
    expect((await ask({ url: '/probe', headers })).statusCode).toBe(401);
    expect((await askForToken('alice', 'alice')).statusCode).toBe(200);
  });
});

describe('signing in', () => {
  it('should answer 429 with the time to wait after repeated failures', async () => {
    for (let i = 0; i < 5; i++) {
      expect((await askForToken('alice', 'wrong')).json().code).toBe('access/wrong-credentials');
    }
    const refused = await askForToken('alice', 'alice');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    clock.advance(1000);
    expect((await askForToken('alice', 'alice')).statusCode).toBe(200);
  });

  it('should take a password however its letters are composed, also one from before', async () => {
    const [composed, decomposed] = ['Zürich\u00a0Häuser', 'Zu\u0308rich Ha\u0308user'];
    const statuses = async () => [
      (await askForToken('alice', composed)).statusCode,
      (await askForToken('alice', decomposed)).statusCode,
    ];
    await access.app.get(ManageAccounts).setPassword('alice', decomposed);
    expect(await statuses()).toEqual([200, 200]);
    await access.app.get(ManageAccounts).setPassword('alice', composed);
    expect(await statuses()).toEqual([200, 200]);
    // As it was kept until now: what was typed, byte by byte.
    for (const typed of ['Zürich', 'Zürich'.normalize('NFD')]) {
      const repository = access.app.get(AccountRepository);
      const { id } = (await repository.find('alice'))!;
      await repository.setPasswordHash(id, await hash(typed));
      for (const form of ['NFC', 'NFD'])
        expect((await askForToken('alice', typed.normalize(form))).statusCode).toBe(200);
    }
    expect((await askForToken('alice', 'Zurich')).statusCode).toBe(401);
  });

  it('should answer 400 to what is no sign-in at all', async () => {
    const answer = await ask({ method: 'POST', url: '/api/auth/token', payload: { username: 1 } });
    expect(answer.statusCode).toBe(400);
  });
});

describe('requests that a cookie signs in', () => {
  const post = (headers: Record<string, string>) =>
    withCookie('alice', { method: 'POST', url: '/probe', headers });

  it('should be refused when they change something and come from elsewhere', async () => {
    for (const headers of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', ...OWN_ORIGIN },
    ] as Record<string, string>[]) {
      const answer = await post(headers);
      expect(answer.statusCode).toBe(403);
      expect(answer.json().code).toBe('access/cross-site-request');
    }
  });

  it('should pass from our own pages', async () => {
    expect((await post(OWN_ORIGIN)).statusCode).toBe(201);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201);
  });

  it('should ask nothing of a bearer token', async () => {
    const headers = { ...bearer(await tokenOf('alice')), origin: 'https://tool.example' };
    expect((await ask({ method: 'POST', url: '/probe', headers })).statusCode).toBe(201);
  });

  it('should hold for a form that is open to strangers', async () => {
    const form = { method: 'POST', url: '/probe/form' } as const;
    expect((await ask({ ...form, headers: OWN_ORIGIN })).statusCode).toBe(201);
    expect((await ask(form)).statusCode).toBe(403);
  });
});

describe('/api/me', () => {
  it('should say who is signed in and take another language', async () => {
    const headers = bearer(await tokenOf('alice'));
    expect((await ask({ url: '/api/me', headers })).json()).toEqual({
      id: expect.any(String),
      username: 'alice',
      display_name: 'Alice Ärmel',
      mail: null,
      sid: 'S-1-5-21-1',
      is_admin: false,
      locale: null,
      groups: [],
      second_factor: false,
      notify_by_mail: true,
    });
    const patch = { method: 'PATCH', url: '/api/me', headers } as const;
    expect((await ask({ ...patch, payload: { locale: 'fr' } })).json().locale).toBe('fr');
    expect((await ask({ url: '/probe', headers })).json().locale).toBe('fr');
    expect((await ask({ ...patch, payload: { locale: 'it' } })).statusCode).toBe(400);
  });
});
