import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { provisionSamba, type RunningSamba } from '../start-samba.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const PASSWORD = 'Rundweg!Pass9';

describe('finding people to share with', () => {
  let samba: RunningSamba;
  let kontor: RunningKontor;

  beforeAll(async () => {
    samba = await provisionSamba();
    const people = [
      ['kmueller', 'Käthi', 'Müller', 'Amt für Bau'],
      ['gone', 'Gerda', 'Müller', 'Amt für Bau'],
      ['alice', 'Other', 'Person', 'Amt für Bau'],
    ] as const;
    for (const [name, given, surname, department] of people)
      await samba.tool(
        ...['user', 'create', name, PASSWORD, `--given-name=${given}`, `--surname=${surname}`],
        ...[`--department=${department}`, `--mail-address=${name}@kontor.test`],
      );
    await samba.tool('user', 'disable', 'gone');
    await samba.tool('group', 'add', 'Amt für Bau');
    await samba.start();
    kontor = await startKontor(samba.settings);
  });

  afterAll(async () => {
    await kontor?.stop();
    await samba.remove();
  });

  const find = async (q: string, limit = 20): Promise<Wire> =>
    (
      await kontor.fetchAs('bob', `/api/people?${new URLSearchParams({ q, limit: `${limit}` })}`)
    ).json();
  const share = (id: string, username: string): Promise<Response> =>
    kontor.fetchAs('bob', `/api/documents/${id}/shares/${encodeURIComponent(username)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
  const asKaethi = async (path: string, body?: object): Promise<Wire> => {
    const token = body === undefined ? await signedIn() : undefined;
    const response = await fetch(new URL(path, kontor.url), {
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const signedIn = async (): Promise<string> => {
    const credentials = { username: 'kmueller', password: PASSWORD };
    return (await asKaethi('/api/auth/token', credentials)).access_token;
  };
  const upload = async (): Promise<string> => {
    const init = { method: 'POST', body: 'text' };
    const created = await kontor.fetchAs('bob', '/api/documents?title=Plan.txt', init);
    const { id }: Wire = await created.json();
    return id;
  };

  const kaethi = {
    ...{ id: null, username: 'kmueller', display_name: 'Käthi Müller' },
    ...{ mail: 'kmueller@kontor.test', department: 'Amt für Bau' },
    ...{ has_account: false, has_key: false },
  };

  it.each(['müll', 'Käthi M', 'kmueller@kontor', 'bau müller'])(
    'should find who never signed in by %s, and nobody who is switched off',
    async (q) => {
      expect(await find(q)).toEqual({ people: [kaethi], groups: [] });
    },
  );

  it('should find groups, and accounts before others of that name', async () => {
    const { groups } = await find('Amt f');
    expect(groups).toMatchObject([{ name: 'Amt für Bau' }]);
    const { people } = await find('alice');
    expect(people).toMatchObject([{ username: 'alice', has_account: true, has_key: false }]);
    expect(people).toHaveLength(1);
    expect(await find('*')).toEqual({ people: [], groups: [] });
    expect((await find('kontor)(cn=', 5)).people).toEqual([]);
  });

  it('should let them find what was shared before they came', async () => {
    const id = await upload();
    expect((await share(id, 'gone')).status).toBe(404);
    expect((await share(id, 'nobody there')).status).toBe(404);
    expect((await share(id, 'kmueller')).status).toBe(200);
    const { people } = await find('kmue');
    expect(people).toMatchObject([
      { ...kaethi, id: expect.any(String) as unknown, has_account: true },
    ]);
    expect(await asKaethi(`/api/documents/${id}`)).toMatchObject({ id, role: 'viewer' });
    expect(await asKaethi('/api/me')).toMatchObject({ id: people[0].id });
  });

  it('should say that there may be others while the directory is down', async () => {
    await samba.kill();
    expect(await find('kmue')).toMatchObject({
      ...{ people: [{ username: 'kmueller' }], incomplete: true },
    });
    expect((await find('adm')).people).toMatchObject([{ username: 'admin' }]);
  });
});
