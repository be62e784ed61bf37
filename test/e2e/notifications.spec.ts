import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { Metrics } from '../../src/platform/health/metrics.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

type Wire = ReturnType<typeof JSON.parse>;

const place = { action: { type: 'comment', data: '4_1' } };

describe('what people are told about documents', () => {
  let kontor: RunningKontor;
  let id: string;

  const send = (who: string, method: string, path: string, body?: unknown) =>
    kontor.fetchAs(who, path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  const told = async (who: string): Promise<Wire[]> =>
    (await (await kontor.fetchAs(who, '/api/notifications')).json()).notifications.filter(
      ({ document_id }: Wire) => document_id === id,
    );
  const share = (role: string) => send('alice', 'PUT', `/api/documents/${id}/shares/bob`, { role });
  const mention = (who: string, usernames: string[], text = 'Please look') =>
    send(who, 'POST', `/api/eurooffice/mentions/${id}`, { usernames, text, action_link: place });

  beforeAll(async () => {
    kontor = await startKontor();
  });

  beforeEach(async () => {
    const created = await kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'first',
    });
    id = (await created.json()).id;
  });

  afterAll(() => kontor.stop());

  it('should tell those who may see the document, and nobody else', async () => {
    await share('viewer');
    const answer = await mention('alice', ['bob', 'admin', 'alice', 'nobody'], 'x'.repeat(600));
    expect(await answer.json()).toEqual({ notified: ['bob'] });
    const [first] = await told('bob');
    expect(first).toMatchObject({
      kind: 'mention',
      from: { username: 'alice', display_name: 'Alice Muster' },
      text: 'x'.repeat(500),
    });
    const link = new URL(first.link);
    expect(link.pathname).toBe(`/edit/${id}`);
    expect(JSON.parse(link.searchParams.get('action')!)).toEqual(place);
    expect(await told('admin')).toEqual([]);
    const counted = await kontor.app.get(Metrics).text();
    expect(counted).toContain('kontor_notifications_total{kind="mention"} 1');
    expect((await mention('admin', ['bob'])).status).toBe(404);
    expect((await mention('bob', ['alice'])).status).toBe(403);
  });

  it('should show nothing of a document that the person can no longer see', async () => {
    await share('viewer');
    await mention('alice', ['bob']);
    expect(await told('bob')).toHaveLength(1);
    await send('alice', 'DELETE', `/api/documents/${id}/shares/bob`);
    expect(await told('bob')).toEqual([]);
    expect((await mention('bob', ['alice'])).status).toBe(404);
  });

  it('should keep no word of the comment readable in the database', async () => {
    await share('viewer');
    await mention('alice', ['bob'], 'a sentence nobody else writes');
    expect(await told('bob')).toMatchObject([{ text: 'a sentence nobody else writes' }]);
    const database = kontor.app.get(Database);
    const rows = await database
      .query<{ notifications: Record<string, unknown> }>()
      .selectFrom('notifications')
      .selectAll()
      .execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/nobody else writes|4_1/);
  });

  it('should take no word out of a private document', async () => {
    const alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    await alice.send('PATCH', '/api/me/identity', { custody: 'zero-knowledge' });
    const init = { method: 'POST', body: 'Dear all,' };
    id = (await (await alice.fetch('/api/documents?title=letter.txt', init)).json()).id;
    await alice.send('PATCH', '/api/me/identity', { custody: 'managed' });
    const keyrings = await alice.sealings(id, [alice.recipient, bob.recipient]);
    const path = `/api/documents/${id}/shares/bob`;
    expect((await alice.send('PUT', path, { role: 'viewer', keyrings })).status).toBe(200);
    await mention('alice', ['bob']);
    const [first] = await told('bob');
    expect(first.text).toBe('');
    expect(new URL(first.link).search).toBe('');
  });

  it('should be put away by the person alone', async () => {
    await share('viewer');
    await mention('alice', ['bob']);
    const [{ id: notification }] = await told('bob');
    const path = `/api/notifications/${notification}`;
    expect((await send('alice', 'DELETE', path)).status).toBe(404);
    expect((await send('bob', 'DELETE', path)).status).toBe(204);
    expect(await told('bob')).toEqual([]);
    const again = await send('bob', 'DELETE', path);
    expect((await again.json()).code).toBe('notifications/no-such-notification');
  });

  it('should keep the newest hundred of a person', async () => {
    await share('viewer');
    for (let n = 1; n <= 103; n++) await mention('alice', ['bob'], `look ${n}`);
    const texts = (await told('bob')).map(({ text }) => text);
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([100, 'look 103', 'look 4']);
  });

  it('should ask the owner once for the right to edit', async () => {
    expect((await send('bob', 'POST', `/api/eurooffice/edit-rights/${id}`)).status).toBe(404);
    await share('viewer');
    for (let n = 1; n <= 2; n++) {
      const asked = await send('bob', 'POST', `/api/eurooffice/edit-rights/${id}`);
      expect(await asked.json()).toEqual({ state: 'asked' });
    }
    expect(await told('alice')).toMatchObject([
      { kind: 'edit-rights', from: { username: 'bob' }, text: '' },
    ]);
    await share('editor');
    const may = await send('bob', 'POST', `/api/eurooffice/edit-rights/${id}`);
    expect(await may.json()).toEqual({ state: 'editable' });
  });

  it('should name those who may see the document, to each other', async () => {
    const people = async (who: string, query = '') => {
      const answer = await kontor.fetchAs(who, `/api/eurooffice/people/${id}${query}`);
      return answer.ok ? (await answer.json()).people.map((p: Wire) => p.username) : answer.status;
    };
    expect(await people('bob')).toBe(404);
    await share('viewer');
    expect(await people('bob')).toEqual(['alice', 'bob']);
    expect(await people('alice', '?id=bob&id=admin')).toEqual(['bob']);
    expect(await people('alice', '?id=bob')).toEqual(['bob']);
  });

  it('should refuse what is too much or unknown', async () => {
    const tooMany = Array.from({ length: 201 }, (_, n) => `p${n}`);
    const path = `/api/eurooffice/mentions/${id}`;
    const bad = [
      { usernames: tooMany, text: '' },
      { usernames: ['bob'], text: 'x'.repeat(2001) },
      { usernames: ['bob'], text: '', action_link: { ...place, more: 'x'.repeat(5000) } },
    ];
    for (const body of bad) expect((await send('alice', 'POST', path, body)).status).toBe(400);
  });
});
