import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { TokenGenerations } from '../../src/access/index.js';
import { Directory } from '../../src/directory/index.js';
import { MovableClock } from '../fakes/movable-clock.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';
import { startAccess, type RunningAccess } from './access-app.js';

const PASSWORD = 'Alice!Pass9';
/** With the first half of a mail address. */
const UNUSUAL: Readonly<Record<string, string>> = {
  käthi: 'kaethi.frei',
  'anna muster': 'anna.muster',
  "o'neill": 'oneill',
  'r&d': 'research',
};

const directoryOf = (kontor: RunningAccess) => kontor.app.get(Directory, { strict: false });

describe('signing in with the directory', () => {
  let samba: RunningSamba;
  let kontor: RunningAccess;
  const clock = new MovableClock();

  beforeAll(async () => {
    samba = await provisionSamba();
    for (const name of [
      'berta',
      'carol',
      'emil',
      'franz',
      'gerda',
      'admin',
      ...Object.keys(UNUSUAL),
    ]) {
      await samba.tool(
        'user',
        'create',
        name,
        PASSWORD,
        `--mail-address=${UNUSUAL[name] ?? name}@kontor.test`,
      );
    }
    await samba.tool('user', 'disable', 'carol');
    await samba.start();
    kontor = await startAccess(clock, samba.settings);
  });

  afterAll(async () => {
    await kontor.stop();
    await samba.remove();
  });

  const signIn = async (username: string, password: string) => {
    const payload = { username, password };
    const answer = await kontor.app.inject({ method: 'POST', url: '/api/auth/token', payload });
    return { status: answer.statusCode, headers: answer.headers, ...answer.json() };
  };

  const me = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await kontor.app.inject({ url: '/api/me', headers });
    return { status: answer.statusCode, ...answer.json() };
  };

  const refreshed = (name: string) => kontor.app.get(AccountRepository).find(name);

  it('should make one account for one person, however the name is written', async () => {
    const { access_token } = await signIn('Berta', PASSWORD);
    const person = await me(access_token);
    expect(person).toMatchObject({ username: 'berta', display_name: 'berta', is_admin: false });
    expect(await samba.tool('user', 'show', 'berta')).toContain(`objectSid: ${person.sid}\n`);
    const again = await signIn('berta@KONTOR.test', PASSWORD);
    await expect(me(again.access_token)).resolves.toEqual(person);
  });

  it.each(Object.entries(UNUSUAL))(
    'should let "%s" in, however the name is written',
    async (name, mail) => {
      const { access_token } = await signIn(name, PASSWORD);
      const person = await me(access_token);
      expect(person).toMatchObject({
        username: name,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      for (const spelling of [
        ` ${name.toUpperCase()} `,
        name.normalize('NFD'),
        `${name}@kontor.test`,
        `KONTOR\\${name}`,
        `kontor\\${name.toUpperCase()}`,
        `${mail}@Kontor.Test`,
      ]) {
        const again = await signIn(spelling, PASSWORD);
        expect([spelling, again.status]).toEqual([spelling, 200]);
        await expect(me(again.access_token)).resolves.toEqual(person);
      }
    },
  );

  it('should bring names and mail up to date with every sign-in', async () => {
    await expect(refreshed('berta')).resolves.toMatchObject({ mail: 'berta@kontor.test' });
    const change = ['--display-name=Berta Beispiel', '--mail-address=b@kontor.test'];
    await samba.tool('user', 'rename', 'berta', ...change);
    await signIn('berta', PASSWORD);
    const { displayName, mail } = (await refreshed('berta'))!;
    expect([displayName, mail]).toEqual(['Berta Beispiel', 'b@kontor.test']);
  });

  it('should let local accounts in with their own password only', async () => {
    await expect(signIn('admin', 'admin')).resolves.toMatchObject({ status: 200 });
    await expect(signIn('admin', PASSWORD)).resolves.toMatchObject({ status: 401 });
  });

  it('should not hand a local account to whoever has its name in the directory', async () => {
    await expect(signIn('admin@kontor.test', PASSWORD)).resolves.toMatchObject({
      status: 401,
      code: 'access/name-of-local-account',
    });
  });

  it('should refuse wrong passwords, and say so to people who are switched off', async () => {
    const wrong = { status: 401, code: 'access/wrong-credentials' };
    await expect(signIn('emil', 'wrong')).resolves.toMatchObject(wrong);
    await expect(signIn('nobody', PASSWORD)).resolves.toMatchObject(wrong);
    await expect(signIn('carol', 'wrong')).resolves.toMatchObject(wrong);
    await expect(signIn('carol', PASSWORD)).resolves.toMatchObject({
      status: 401,
      code: 'directory/account-disabled',
    });
    await expect(refreshed('carol')).resolves.toBeUndefined();
  });

  it('should keep people out who are disabled here', async () => {
    await signIn('emil', PASSWORD);
    await kontor.app.get(AccountRepository).setDisabled((await refreshed('emil'))!.id, true);
    await expect(signIn('emil', PASSWORD)).resolves.toMatchObject({ status: 401 });
    await kontor.app.get(AccountRepository).setDisabled((await refreshed('emil'))!.id, false);
  });

  it('should answer 503 while the directory is down, count nothing, and recover by itself', async () => {
    const { access_token } = await signIn('berta', PASSWORD);
    await samba.kill();
    for (let attempt = 0; attempt < 8; attempt++) {
      await expect(signIn('berta', 'wrong')).resolves.toMatchObject({
        status: 503,
        code: 'directory/unavailable',
        headers: { 'retry-after': '5' },
      });
    }
    await expect(signIn('admin', 'admin')).resolves.toMatchObject({ status: 200 });
    clock.aheadMs += 10 * 60_000;
    await expect(me(access_token)).resolves.toMatchObject({ status: 200 });
    await expect(health()).resolves.toMatchObject({ status: 200, ok: false });

    await samba.start();
    clock.aheadMs += 2_000;
    await expect(health()).resolves.toMatchObject({ status: 200, ok: true });
    await expect(signIn('berta', PASSWORD)).resolves.toMatchObject({ status: 200 });
    await expect(me(access_token)).resolves.toMatchObject({ status: 200 });
  });

  it('should end the sessions of somebody who is switched off in the directory', async () => {
    const { access_token } = await signIn('emil', PASSWORD);
    await expect(me(access_token)).resolves.toMatchObject({ status: 200 });
    await samba.tool('user', 'disable', 'emil');
    clock.aheadMs += 10 * 60_000;
    const deadline = Date.now() + 120_000;
    while ((await me(access_token)).status === 200 && Date.now() < deadline) await delay(20);
    await expect(me(access_token)).resolves.toMatchObject({ status: 401 });
    await expect(signIn('emil', PASSWORD)).resolves.toMatchObject({ status: 401 });
  });

  it('should end the sessions of somebody whose account expires there', async () => {
    const { access_token } = await signIn('franz', PASSWORD);
    await expect(me(access_token)).resolves.toMatchObject({ status: 200 });
    await samba.tool('user', 'setexpiry', 'franz', '--days=0');
    clock.aheadMs += 10 * 60_000;
    const deadline = Date.now() + 120_000;
    while ((await me(access_token)).status === 200 && Date.now() < deadline) await delay(20);
    await expect(me(access_token)).resolves.toMatchObject({ status: 401 });
    await expect(signIn('franz', PASSWORD)).resolves.toMatchObject({
      status: 401,
      code: 'directory/account-expired',
    });
  });

  it('should say that an account is locked there, and leave open what was open before', async () => {
    const { access_token } = await signIn('gerda', PASSWORD);
    const threshold = '--account-lockout-threshold=2';
    await samba.tool('domain', 'passwordsettings', 'set', threshold);
    // Somebody guesses: whoever is signed in must not be thrown out by that.
    const guess = () => directoryOf(kontor).authenticate('gerda', 'guess');
    await expect(guess()).resolves.toBe('wrong-credentials');
    for (let n = 0; n < 2; n++) await guess().catch(() => undefined);
    await expect(directoryOf(kontor).authenticate('gerda', PASSWORD)).rejects.toMatchObject({
      code: 'directory/account-locked',
    });
    await expect(directoryOf(kontor).find('gerda')).resolves.toMatchObject({ enabled: true });
    clock.aheadMs += 10 * 60_000;
    const asked = jest.spyOn(directoryOf(kontor), 'findById');
    await me(access_token);
    await answered(asked, 1);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    await expect(me(access_token)).resolves.toMatchObject({ status: 200 });
  });

  it('should ask the directory once in five minutes about one person, whatever tokens they use', async () => {
    const { access_token } = await signIn('berta', PASSWORD);
    const generations = kontor.app.get(TokenGenerations);
    const { id } = (await refreshed('berta'))!;
    const generation = (await generations.generationOf(id))!;
    const directory = kontor.app.get(Directory, { strict: false });
    const asked = jest.spyOn(directory, 'findById');
    for (let round = 1; round <= 2; round++) {
      clock.aheadMs += 5 * 60_000;
      for (let request = 0; request < 3; request++) {
        await expect(me(access_token)).resolves.toMatchObject({ status: 200 });
        await expect(
          generations.actorOf({ accountId: id, generation, signInId: undefined }),
        ).resolves.toBeDefined();
      }
      await answered(asked, round);
      expect(asked).toHaveBeenCalledTimes(round);
    }
    asked.mockRestore();
  });

  /** No request waits for what the directory is asked. */
  const answered = async (
    { mock }: jest.SpiedFunction<Directory['findById']>,
    times: number,
  ): Promise<void> => {
    while (mock.calls.length < times) await delay(20);
    await Promise.all(mock.results.map(({ value }) => value));
  };

  const health = async () => {
    const { access_token } = await signIn('admin', 'admin');
    const headers = { authorization: `Bearer ${access_token}` };
    const answer = await kontor.app.inject({ url: '/health/ready', headers });
    const check = answer.json().checks?.find((one: { name: string }) => one.name === 'directory');
    return { status: answer.statusCode, ok: check?.ok };
  };
});
