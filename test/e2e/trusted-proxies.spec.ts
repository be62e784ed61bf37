import { afterEach, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** As many failures as an address has free. */
const GUESSES = 25;

describe('whoever guesses passwords behind a proxy', () => {
  let kontor: RunningKontor;
  afterEach(() => kontor.stop());

  /** With the password that each of the playground's people has. */
  const signIn = async (username: string, from: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
    const body = JSON.stringify({ username, password: username });
    const address = `${kontor.url}/api/auth/token`;
    return (await fetch(address, { method: 'POST', headers, body })).status;
  };
  /**
   * The first lock lasts a second, and each further failure doubles it. When it ended before it was looked at, there is
   * one failure more, and somebody else comes: the address is known to whoever was let in.
   */
  const isSlowed = async (from: string): Promise<boolean> => {
    for (const username of ['alice', 'bob', 'admin']) {
      if ((await signIn(username, from)) === 429) return true;
      await signIn('nobody-more', from);
    }
    return false;
  };
  /** Two at a time are looked at; so many at once, and the address is locked for seconds. */
  const guess = (fromOf: (i: number) => string) =>
    Promise.all(Array.from({ length: GUESSES + 5 }, (_, i) => signIn(`nobody-${i}`, fromOf(i))));

  it('should be distinguished from others where the proxy is trusted', async () => {
    kontor = await startKontor({ KONTOR_TRUSTED_PROXIES: 'loopback' });
    await guess(() => '192.0.2.7');
    expect(await signIn('alice', '192.0.2.8')).toBe(200);
    expect(await isSlowed('192.0.2.7')).toBe(true);
  });

  it.each([
    ['a port of their own each time', (i: number) => `192.0.2.7:${1024 + i}`],
    ['another form of IPv6', (i: number) => `[::ffff:192.0.2.7]:${1024 + i}`],
    ['addresses that are put before theirs', (i: number) => `198.51.100.${i}, ,192.0.2.7`],
  ])('should not bypass the limit by %s', async (_, fromOf) => {
    kontor = await startKontor({ KONTOR_TRUSTED_PROXIES: 'loopback' });
    await guess(fromOf);
    expect(await isSlowed('192.0.2.7')).toBe(true);
  });

  it('should not bypass the limit by the many addresses of one IPv6 line, or by nonsense', async () => {
    kontor = await startKontor({ KONTOR_TRUSTED_PROXIES: 'loopback' });
    await guess((i) => (i % 2 ? `2001:db8:0:1::${i}` : `2001:DB8:0:1:${i}::%eth${i}`));
    expect(await isSlowed('2001:db8:0:1:ffff::1')).toBe(true);
    await guess((i) => `unknown-${i}`);
    expect(await isSlowed('not an address')).toBe(true);
  });

  it('should not bypass the limit by headers of their own', async () => {
    kontor = await startKontor();
    await guess((i) => `192.0.2.${i}`);
    expect(await isSlowed('192.0.2.200')).toBe(true);
  });
});
