import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

/** Bob was found, and renamed before anything was shared with him; somebody else is called bob now. */
describe('sharing with the account that was found, whoever has its name by now', () => {
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;
  let robert: { readonly id: string; readonly recipient: string; readonly token: string };

  beforeAll(async () => {
    kontor = await startKontor();
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    const { recipient } = await ZeroKnowledgePerson.register(kontor, 'bob');
    const found: Wire = await (await alice.fetch('/api/people?q=bob')).json();
    const { id } = found.people[0];
    robert = { id, recipient, token: await kontor.tokenOf('bob') };
    await kontor.app.get(AccountRepository, { strict: false }).rename(id, 'robert');
    const accounts = kontor.app.get(ManageAccounts, { strict: false });
    await accounts.addMissing([{ username: 'bob', password: 'bob' }]);
    kontor.signInAgain('bob');
    // The other bob has a key as well.
    await ZeroKnowledgePerson.register(kontor, 'bob');
  });
  afterAll(() => kontor.stop());

  async function upload(custody: 'managed' | 'zero-knowledge'): Promise<string> {
    await alice.send('PATCH', '/api/me/identity', { custody });
    const path = `/api/documents?title=${custody}.txt`;
    const created: Wire = await (await alice.fetch(path, { method: 'POST', body: 'text' })).json();
    expect(created.custody).toBe(custody);
    return created.id;
  }
  const statusFor = async (token: string, id: string): Promise<number> =>
    (
      await fetch(new URL(`/api/documents/${id}`, kontor.url), {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;
  const seenBy = async (id: string) => ({
    robert: await statusFor(robert.token, id),
    bob: await statusFor(await kontor.tokenOf('bob'), id),
  });

  it.each(['managed', 'zero-knowledge'] as const)(
    'should be the right one, %s',
    async (custody) => {
      const id = await upload(custody);
      const path = `/api/people/bob/recipient?person=${robert.id}`;
      const key: Wire = await (await alice.fetch(path)).json();
      expect(key).toEqual({ id: robert.id, username: 'robert', recipient: robert.recipient });
      const keyrings =
        custody === 'managed'
          ? undefined
          : await alice.sealings(id, [alice.recipient, key.recipient]);
      const body = { role: 'viewer', person: robert.id, keyrings };
      const shared = await alice.send('PUT', `/api/documents/${id}/shares/bob`, body);
      expect(await shared.json()).toMatchObject({ id: robert.id, username: 'robert' });
      expect(await seenBy(id)).toEqual({ robert: 200, bob: 404 });
      if (custody === 'zero-knowledge') {
        const { members } = await alice.keyrings(id);
        expect(members).toContainEqual({
          ...{ id: robert.id, username: 'robert', recipient: robert.recipient },
        });
      }
      const listed: Wire = await (await alice.fetch(`/api/documents/${id}/shares`)).json();
      expect(listed.shares).toMatchObject([{ id: robert.id, username: 'robert' }]);
      // The name alone is the other one's, with whom nothing is shared.
      const other = await alice.fetch(`/api/documents/${id}/shares/bob`, { method: 'DELETE' });
      expect(other.status).toBe(404);
      const ended = await alice.fetch(`/api/documents/${id}/shares/bob?person=${robert.id}`, {
        method: 'DELETE',
      });
      expect(ended.status).toBe(204);
      expect(await seenBy(id)).toEqual({ robert: 404, bob: 404 });
    },
  );

  it('should seal to members of a group by their accounts', async () => {
    const id = await upload('zero-knowledge');
    const group: Wire = await (
      await kontor.fetchAs('admin', '/api/groups', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Legal' }),
      })
    ).json();
    await kontor.fetchAs('admin', `/api/groups/${group.id}/members/robert`, { method: 'PUT' });
    const path = `/api/documents/${id}/shares/groups/${group.id}`;
    const { waiting }: Wire = await (await alice.fetch(`${path}/keys`)).json();
    expect(waiting).toMatchObject([{ id: robert.id, username: 'robert' }]);
    const keyrings = await alice.sealings(id, [alice.recipient, robert.recipient]);
    const put = (people: readonly string[]) =>
      alice.send('PUT', path, { role: 'viewer', keyrings, sealed_for_people: people });
    const unknown = await put(['019f0000-0000-7000-8000-000000000000']);
    expect(unknown.status).toBe(404);
    expect((await put([robert.id])).status).toBe(200);
    expect(await seenBy(id)).toEqual({ robert: 200, bob: 404 });
  });

  it('should give documents to the right one', async () => {
    const [given, handed] = [await upload('managed'), await upload('managed')];
    const path = `/api/documents/${given}/owner`;
    expect((await alice.send('PUT', path, {})).status).toBe(400);
    const unknown = { person: '019f0000-0000-7000-8000-000000000000' };
    expect((await alice.send('PUT', path, unknown)).status).toBe(404);
    // The name is somebody else's by now.
    const meant = { username: 'bob', person: robert.id };
    expect((await alice.send('PUT', path, meant)).status).toBe(204);
    expect(await seenBy(given)).toEqual({ robert: 200, bob: 404 });

    const { id: from }: Wire = await (await alice.fetch('/api/me')).json();
    const handOver = (body: object) =>
      kontor.fetchAs('admin', `/api/admin/accounts/${from}/hand-over`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ documents: [handed], ...body }),
      });
    expect((await handOver({})).status).toBe(400);
    const done = await handOver({ person: robert.id });
    expect(await done.json()).toMatchObject({ moved: 1, remaining: 0 });
    expect(await seenBy(handed)).toEqual({ robert: 200, bob: 404 });
  });

  it('should take the right one into a group, and out of it', async () => {
    const send = (method: string, path: string, body?: object) =>
      kontor.fetchAs('admin', path, {
        method,
        ...(body && {
          ...{ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        }),
      });
    const group: Wire = await (await send('POST', '/api/groups', { name: 'Sales' })).json();
    const member = `/api/groups/${group.id}/members/bob`;
    expect((await send('PUT', `${member}?person=${robert.id}`)).status).toBe(204);
    const listed: Wire = await (await send('GET', `/api/groups/${group.id}/members`)).json();
    expect(listed.members).toMatchObject([{ id: robert.id, username: 'robert' }]);
    expect((await send('DELETE', member)).status).toBe(404);
    expect((await send('DELETE', `${member}?person=${robert.id}`)).status).toBe(204);
  });

  const postAs = async (who: string, path: string, body: object): Promise<Wire> => {
    const response = await kontor.fetchAs(who, path, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    });
    return response.json();
  };

  it('should be acted for by an application', async () => {
    const client: Wire = await postAs('admin', '/api/admin/clients', {
      ...{ name: 'intranet', scopes: ['documents:read', 'documents:write', 'act-for-people'] },
    });
    const { key }: Wire = await postAs('admin', `/api/admin/clients/${client.client_id}/keys`, {});
    const actingFor = async (named: Record<string, string>, path = '/api/me'): Promise<Wire> =>
      (
        await fetch(new URL(path, kontor.url), {
          headers: { authorization: `Bearer ${key}`, ...named },
        })
      ).json();
    const byId = { 'kontor-on-behalf-of-id': robert.id };
    expect(await actingFor(byId)).toMatchObject({ id: robert.id, username: 'robert' });
    // The id counts, and a name is none.
    const both = { ...byId, 'kontor-on-behalf-of': 'bob' };
    expect(await actingFor(both)).toMatchObject({ id: robert.id });
    const byName: Wire = await actingFor({ 'kontor-on-behalf-of': 'bob' });
    expect(byName.id).not.toBe(robert.id);
    for (const named of [
      { 'kontor-on-behalf-of-id': 'bob' },
      { 'kontor-on-behalf-of': robert.id },
      { 'kontor-on-behalf-of-id': client.client_id },
      { 'kontor-on-behalf-of-id': '019f0000-0000-7000-8000-000000000000' },
    ])
      expect(await actingFor(named)).toMatchObject({ code: 'access/cannot-act-for' });
    const own = await upload('managed');
    await alice.send('PUT', `/api/documents/${own}/shares/bob`, {
      ...{ role: 'viewer', person: robert.id },
    });
    await actingFor(byId, `/api/documents/${own}`);
    await fetch(new URL(`/api/documents/${own}/content`, kontor.url), {
      headers: { authorization: `Bearer ${key}`, ...byId },
    });
  });

  it('should be mentioned', async () => {
    const id = await upload('managed');
    const share = { role: 'viewer', person: robert.id };
    await alice.send('PUT', `/api/documents/${id}/shares/bob`, share);
    const mention = (whom: object): Promise<Wire> =>
      postAs('alice', `/api/eurooffice/mentions/${id}`, { text: 'Look', ...whom });
    expect(await mention({ usernames: ['bob'] })).toEqual({ notified: [] });
    expect(await mention({ people: [robert.id] })).toEqual({ notified: ['robert'] });
    expect(await mention({})).toMatchObject({ code: 'platform/invalid' });
  });

  it('should be found in the audit log under each name, and in what was done for them', async () => {
    const entriesOf = async (path: string, query: string): Promise<Wire[]> => {
      const answer = await kontor.fetchAs('admin', `/api/admin/audit${path}?${query}`);
      const text = await answer.text();
      return path === ''
        ? JSON.parse(text).entries
        : text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line));
    };
    const found = await entriesOf('', `actor_id=${robert.id}`);
    const named = ({ actor, on_behalf_of: person }: Wire) => person ?? actor;
    expect(new Set(found.map(named))).toEqual(new Set(['bob', 'robert']));
    const forHim = found.filter(({ client }) => client === 'intranet');
    expect(forHim).toContainEqual(
      expect.objectContaining({ action: 'document.downloaded', on_behalf_of: 'robert' }),
    );
    for (const entry of found)
      expect(entry.client === null ? entry.actor_id : entry.on_behalf_of).toBe(
        entry.client === null ? robert.id : 'robert',
      );
    const exported = await entriesOf('/export', `actor_id=${robert.id}`);
    expect(new Set(exported.map(({ id }) => id))).toEqual(new Set(found.map(({ id }) => id)));
    const [byName] = await entriesOf('', 'actor=bob&limit=1');
    // The newest of that name is the other one's.
    expect(byName.actor_id).not.toBe(robert.id);
    const page = await kontor.fetchAs('admin', `/admin/audit?actor_id=${robert.id}`);
    const html = await page.text();
    expect(html).toContain('robert (client:intranet)');
    expect(html).toContain(`/api/admin/audit/export?actor_id=${robert.id}`);
  });

  it('should say that nobody has such an account', async () => {
    const id = await upload('managed');
    const body = { role: 'viewer', person: '019f0000-0000-7000-8000-000000000000' };
    const refused = await alice.send('PUT', `/api/documents/${id}/shares/bob`, body);
    const { code }: Wire = await refused.json();
    expect([refused.status, code]).toEqual([404, 'documents/no-such-person']);
  });
});
