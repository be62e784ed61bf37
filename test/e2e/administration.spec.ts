import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { Database } from '../../src/platform/database/database.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('accounts, for administrators', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
    const accounts = kontor.app.get(ManageAccounts);
    for (const [username, displayName] of [
      ['käthi', 'Käthi Müller'],
      ['anna muster', 'Anna Muster'],
      ["o'neill", "Shaun O'Neill"],
      ['per_cent', 'Per Cent'],
      ['perxcent', 'Other Person'],
    ] as const)
      await accounts.add({ username, displayName, password: username });
  });
  afterAll(() => kontor.stop());

  const list = async (query = ''): Promise<Wire> =>
    (await kontor.fetchAs('admin', `/api/admin/accounts?${query}`)).json();
  const found = async (q: string): Promise<string[]> =>
    (await list(new URLSearchParams({ q }).toString())).accounts.map((each: Wire) => each.username);
  const idOf = async (username: string): Promise<string> =>
    (await list(`q=${encodeURIComponent(username)}`)).accounts[0].id;
  const change = async (id: string, body: object, who = 'admin'): Promise<Response> =>
    kontor.fetchAs(who, `/api/admin/accounts/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('should be found by the beginning of name, word of the name and mail, and nothing else', async () => {
    expect(await found('KÄT')).toEqual(['käthi']);
    expect(await found('müller')).toEqual(['käthi']);
    expect(await found('muster')).toEqual(['alice', 'anna muster']);
    expect(await found("o'n")).toEqual(["o'neill"]);
    expect(await found('per_c')).toEqual(['per_cent']);
    expect(await found('%')).toEqual([]);
    expect(await found('nobody')).toEqual([]);
  });

  it('should be paged by username, each exactly once', async () => {
    const all = (await list('limit=200')).accounts.map((each: Wire) => each.username);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.accounts.map((each: Wire) => each.username));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(8);
  });

  it('should lose every sign-in when they are disabled, and get none back', async () => {
    const id = await idOf('käthi');
    expect((await kontor.fetchAs('käthi', '/api/me')).status).toBe(200);
    expect((await change(id, { disabled: true })).status).toBe(200);
    expect((await kontor.fetchAs('käthi', '/api/me')).status).toBe(401);
    expect(await (await change(id, { disabled: false })).json()).toMatchObject({ disabled: false });
    expect((await kontor.fetchAs('käthi', '/api/me')).status).toBe(401);
    kontor.signInAgain('käthi');
    expect((await kontor.fetchAs('käthi', '/api/me')).status).toBe(200);
  });

  it('should be administrators from the next request on, and no longer', async () => {
    const id = await idOf('anna muster');
    const look = async () => (await kontor.fetchAs('anna muster', '/api/admin/accounts')).status;
    expect(await look()).toBe(403);
    await change(id, { is_admin: true });
    expect(await look()).toBe(200);
    await change(id, { is_admin: false });
    expect(await look()).toBe(403);
  });

  it('should keep the last administrator, also when two remove each other at once', async () => {
    const [admin, anna] = [await idOf('admin'), await idOf('anna muster')];
    for (const body of [{ is_admin: false }, { disabled: true }]) {
      const answer = await change(admin, body);
      expect([answer.status, (await answer.json()).code]).toEqual([
        409,
        'access/last-administrator',
      ]);
    }
    await change(anna, { is_admin: true });
    const answers = await Promise.all([
      change(anna, { is_admin: false }),
      change(admin, { is_admin: false }, 'anna muster'),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const left = statuses[0] === 200 ? 'admin' : 'anna muster';
    const other = left === 'admin' ? anna : admin;
    expect((await change(other, { is_admin: true }, left)).status).toBe(200);
    await change(anna, { is_admin: false });
  });

  it('should have entries of what was done to whom, and of what was refused', async () => {
    const id = await idOf("o'neill");
    await change(id, { disabled: true, is_admin: true });
    await change(id, { disabled: true });
    await change(id, { is_admin: true }, 'bob');
    const { entries } = await (
      await kontor.fetchAs('admin', '/api/admin/audit?action=account&limit=3')
    ).json();
    expect(
      entries.map((each: Wire) => [each.actor, each.action, each.result, each.object_id]),
    ).toEqual([
      ['bob', 'account.changed', 'refused', id],
      ['admin', 'account.disabled', 'ok', id],
      ['admin', 'account.changed', 'ok', id],
    ]);
  });

  /** Status and code, or the address in the answer. */
  const setMail = async (id: string, mail: unknown, who = 'admin'): Promise<unknown[]> => {
    const answer = await change(id, { mail }, who);
    const body = await answer.json();
    return [answer.status, answer.ok ? body.mail : body.code];
  };
  /** The latest entries, oldest first. */
  const told = async (count: number): Promise<Wire[]> => {
    const path = `/api/admin/audit?action=account&limit=${count}`;
    return (await (await kontor.fetchAs('admin', path)).json()).entries.toReversed();
  };

  it('should get a mail address, another one, and none, and be found by it', async () => {
    const id = await idOf('käthi');
    expect(await setMail(id, 'kmueller@example.org')).toEqual([200, 'kmueller@example.org']);
    expect((await list('q=kmueller')).accounts).toMatchObject([
      { username: 'käthi', mail: 'kmueller@example.org' },
    ]);
    expect(await setMail(id, 'chef@example.org')).toEqual([200, 'chef@example.org']);
    expect(await setMail(id, 'chef@example.org')).toEqual([200, 'chef@example.org']);
    expect([await found('kmueller'), await found('chef@')]).toEqual([[], ['käthi']]);
    expect(await setMail(id, null)).toEqual([200, null]);
    expect(await found('chef@')).toEqual([]);
    expect(await setMail(await idOf('alice'), 'alice@example.org')).toEqual([
      200,
      'alice@example.org',
    ]);
    expect(await setMail(id, 'own@example.org', 'bob')).toEqual([403, 'access/admins-only']);

    const entries = await told(20);
    const mails = entries.filter(({ detail }) => detail?.what === 'mail');
    expect(mails.map(({ actor, action, result }) => [actor, action, result])).toEqual(
      Array.from({ length: 4 }, () => ['admin', 'account.changed', 'ok']),
    );
    expect(entries.at(-1)).toMatchObject({
      ...{ actor: 'bob', result: 'refused', detail: { why: 'access/admins-only' } },
    });
    // Who is written to is nobody's business.
    expect(JSON.stringify(entries)).not.toContain('@');
  });

  it('should get nothing that is no mail address, and then nothing else either', async () => {
    const id = await idOf('käthi');
    const tooLong = `${'k'.repeat(250)}@example.org`;
    for (const mail of ['', 'käthi', 'a@b', 'a@example.org, b@example.org', 'A <a@b.ch>', tooLong])
      expect(await setMail(id, mail)).toEqual([422, 'access/unusable-mail']);
    expect(await setMail(id, 7)).toEqual([400, 'platform/invalid']);
    const both = await change(id, { disabled: true, mail: 'käthi' });
    expect(both.status).toBe(422);
    expect((await list('q=käthi')).accounts).toMatchObject([{ mail: null, disabled: false }]);
    expect(await told(1)).toMatchObject([
      { result: 'failed', object_id: id, detail: { why: 'access/unusable-mail' } },
    ]);
  });

  it('should keep the mail address that the directory or their provider says', async () => {
    const accounts = kontor.app.get(ManageAccounts);
    await accounts.bind('dora', 'S-1-5-21-1-2-3-1104');
    await accounts.add({ username: 'otto', displayName: 'Otto', password: 'a password of otto' });
    const otto = await idOf('otto');
    await kontor.app
      .get(Database)
      .query<{ accounts: { id: string; origin: string; mail: string } }>()
      .updateTable('accounts')
      .set({ origin: 'openid', mail: 'otto@example.org' })
      .where('id', '=', otto)
      .execute();
    for (const [id, before] of [
      [await idOf('dora'), null],
      [otto, 'otto@example.org'],
    ] as const) {
      for (const mail of ['other@example.org', null])
        expect(await setMail(id, mail)).toEqual([409, 'access/mail-from-elsewhere']);
      expect(await (await change(id, { is_admin: false })).json()).toMatchObject({ mail: before });
    }
  });

  it('should not be applications', async () => {
    expect(await found('client:')).toEqual([]);
    expect((await change('no-such-account', { disabled: true })).status).toBe(404);
  });
});
