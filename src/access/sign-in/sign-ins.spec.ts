import { describe, expect, it } from '@jest/globals';
import { accountOf } from '../accounts/account.js';
import { SessionCookies, type SignIns } from './sign-ins.js';

const signIns = { begin: async (purpose: string) => `${purpose}-token` } as Partial<SignIns>;

const account = accountOf(
  { id: 'alice', username: 'alice' },
  { username: 'alice', password: 'x' },
  0,
);

describe('SessionCookies', () => {
  it('should hide the cookie from scripts and other sites', async () => {
    const cookie = await new SessionCookies(signIns as SignIns, 'http://localhost:3000').issue(
      account,
    );
    expect(cookie).toEqual({
      name: 'kontor_session',
      value: 'cookie-token',
      options: { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: 28_800 },
    });
  });

  it('should be bound to the host and to https when the public address is', async () => {
    const cookie = await new SessionCookies(signIns as SignIns, 'https://kontor.example').issue(
      account,
    );
    expect(cookie.name).toBe('__Host-kontor_session');
    expect(cookie.options.secure).toBe(true);
  });

  it('should make the browser forget', () => {
    const cookie = new SessionCookies(signIns as SignIns, 'http://localhost:3000').cleared();
    expect(cookie).toMatchObject({ value: '', options: { maxAge: 0 } });
  });
});
