import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const OFFICE = '203.0.113.10';
const ON_THE_WAY = '203.0.113.200';

describe('somebody who guesses passwords', () => {
  let kontor: RunningKontor;
  beforeEach(async () => {
    kontor = await startKontor({ KONTOR_TRUSTED_PROXIES: 'loopback' });
  });
  afterEach(() => kontor.stop());

  const byApi = async (username: string, password: string, from: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
    const body = JSON.stringify({ username, password });
    return (await fetch(`${kontor.url}/api/auth/token`, { method: 'POST', headers, body })).status;
  };
  const byPage = (password: string, from: string, cookie = '') =>
    fetch(`${kontor.url}/login`, {
      method: 'POST',
      headers: { origin: kontor.url, 'x-forwarded-for': from, cookie },
      body: new URLSearchParams({ username: 'alice', password, next: '/' }),
      redirect: 'manual',
    });
  /** Each further failure is followed by a longer wait: soon one lasts until the next attempt. */
  const untilSlowed = async (attempt: (i: number) => Promise<number>): Promise<void> => {
    for (let i = 0; i < 15; i++) if ((await attempt(i)) === 429) return;
    throw new Error('nobody is slowed');
  };
  const counts = (statuses: readonly number[]) => (status: number) =>
    statuses.filter((one) => one === status).length;

  it('should be slowed by one password on many names from 500 addresses, and nobody else', async () => {
    // The owner has signed in before: in a browser somewhere, and with a program at the office.
    const first = await byPage('alice', ON_THE_WAY);
    const device = first.headers.getSetCookie().find((one) => one.startsWith('kontor_device='));
    const [cookie = ''] = device?.split(';') ?? [];
    expect(await byApi('alice', 'alice', OFFICE)).toBe(200);

    const attack = Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        byApi(`person-${i}`, 'Sommer2026', `10.${i >> 8}.${i & 255}.7`),
      ),
    );
    // The name itself is guessed at from everywhere, too.
    const atAlice = Promise.all(
      Array.from({ length: 20 }, (_, i) => byApi('alice', `guess ${i}`, `172.16.${i}.7`)),
    );
    const owner: number[] = [];
    for (let i = 0; i < 10; i++) {
      owner.push((await byPage('alice', `198.51.100.${i}`, cookie)).status);
      owner.push(await byApi('alice', 'alice', OFFICE));
    }
    expect(counts(owner)(303)).toBe(10);
    expect(counts(owner)(200)).toBe(10);

    const tried = [...(await attack), ...(await atAlice)];
    // So many passwords were looked at; every other attempt had to wait.
    expect(counts(tried)(401)).toBeLessThan(75);
    expect(counts(tried)(429) + counts(tried)(503)).toBe(520 - counts(tried)(401));
    // While a stranger has to wait, it is the known device and place that let the owner in.
    await untilSlowed((i) => byApi('alice', 'Sommer2026', `10.9.${i}.9`));
    expect((await byPage('alice', '198.51.100.99', cookie)).status).toBe(303);
    expect(await byApi('alice', 'alice', OFFICE)).toBe(200);
  });

  it('should not be taken for somebody by a device of their own', async () => {
    const signedIn = await fetch(`${kontor.url}/login`, {
      method: 'POST',
      headers: { origin: kontor.url, 'x-forwarded-for': '192.0.2.1' },
      body: new URLSearchParams({ username: 'bob', password: 'bob', next: '/' }),
      redirect: 'manual',
    });
    const device = signedIn.headers.getSetCookie().find((one) => one.startsWith('kontor_device='));
    const [cookie = ''] = device?.split(';') ?? [];
    // The name is guessed at until strangers have to wait; with this cookie one is a stranger to it.
    await untilSlowed((i) => byApi('alice', 'guess', `10.9.${i}.9`));
    const statuses = [];
    for (let i = 0; i < 15; i++) statuses.push((await byPage('guess', OFFICE, cookie)).status);
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(10);
  });

  it('should not let anybody act with a cookie that was signed out', async () => {
    const signedIn = await byPage('alice', OFFICE);
    const cookies = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]!);
    const copy = cookies.find((one) => one.startsWith('kontor_session='))!;
    const me = async () =>
      (await fetch(`${kontor.url}/api/me`, { headers: { cookie: copy } })).status;
    expect(await me()).toBe(200);
    const out = await fetch(`${kontor.url}/logout`, {
      method: 'POST',
      headers: { origin: kontor.url, cookie: copy },
      redirect: 'manual',
    });
    expect(out.status).toBe(303);
    expect(await me()).toBe(401);
  });
});
