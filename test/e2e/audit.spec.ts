import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { startKontor, type RunningKontor } from '../start-kontor.js';

interface Entry {
  readonly [member: string]: string;
}
interface AuditPage {
  readonly entries: readonly Entry[];
  readonly next_cursor: string;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

describe('the audit log', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });
  afterAll(() => kontor.stop());

  const send = (username: string, method: string, path: string, body?: unknown) =>
    kontor.fetchAs(username, path, {
      method,
      ...(body !== undefined && { headers: JSON_HEADERS, body: JSON.stringify(body) }),
    });
  const create = async (username = 'alice') => {
    const init = { method: 'POST', body: 'words that only the document has' };
    return (await (await kontor.fetchAs(username, '/api/documents?title=Plan.txt', init)).json())
      .id;
  };
  const entries = async (query = '') =>
    (await (await kontor.fetchAs('admin', `/api/admin/audit?${query}`)).json()).entries;
  /** Actions and results on the document, the oldest first. */
  const told = async (id: string): Promise<string[]> =>
    (await entries(`document=${id}&limit=200`))
      .map((entry: Entry) => `${entry.actor} ${entry.action} ${entry.result}`)
      .toReversed();

  it('should have an entry of everything that is done to a document', async () => {
    const id = await create();
    const document = `/api/documents/${id}`;
    await send('alice', 'PATCH', document, { title: 'Better plan.txt' });
    await send('alice', 'PUT', `${document}/shares/bob`, { role: 'editor' });
    await (await send('bob', 'GET', `${document}/content`)).text();
    await send('bob', 'POST', '/api/eurooffice/session', { file_id: id, mode: 'view' });
    const { etag } = await (await send('alice', 'GET', document)).json();
    const change = { method: 'PUT', headers: { 'if-match': `"${etag}"` }, body: 'other words' };
    await kontor.fetchAs('bob', `${document}/content`, change);
    await send('alice', 'POST', `${document}/versions/1/restore`);
    await send('alice', 'DELETE', `${document}/shares/bob`);
    await send('alice', 'DELETE', document);
    await send('alice', 'POST', `${document}/restore`);

    expect(await told(id)).toEqual([
      'alice document.created ok',
      'alice version.saved ok',
      'alice document.renamed ok',
      'alice document.shared ok',
      'bob document.downloaded ok',
      'bob document.opened ok',
      'bob version.saved ok',
      'alice version.restored ok',
      'alice document.unshared ok',
      'alice document.deleted ok',
      'alice document.restored ok',
    ]);
    const everything = JSON.stringify(await entries(`document=${id}`));
    expect(everything).not.toMatch(/words|plan/i);
  });

  it('should have exactly the members of the contract, with the address of the client', async () => {
    const id = await create();
    const [entry] = await entries(`document=${id}&action=document.created`);
    expect(entry).toEqual({
      id: expect.any(String),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      actor: 'alice',
      actor_id: entry.actor_id,
      on_behalf_of: null,
      client: null,
      address: '127.0.0.1',
      action: 'document.created',
      object_type: 'document',
      object_id: id,
      result: 'ok',
      detail: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      previous_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('should say who signed in, who was refused, and never what they typed', async () => {
    const signIn = (username: string, password: string) =>
      fetch(`${kontor.url}/api/auth/token`, {
        method: 'POST',
        headers: JSON_HEADERS,
        body: JSON.stringify({ username, password }),
      });
    const answer = await (await signIn('bob', 'bob')).json();
    await signIn('bob', 'not-the-password-of-bob');
    await signIn('my-secret-in-the-wrong-field', 'x');
    await fetch(`${kontor.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${answer.access_token}` },
    });
    const [signOut] = await entries('action=sign-out');
    expect(signOut).toMatchObject({ actor: 'bob', result: 'ok' });
    const signIns = await entries('action=sign-in');
    expect(signIns.slice(0, 3).map(({ actor, result }: Entry) => [actor, result])).toEqual([
      [null, 'refused'],
      ['bob', 'refused'],
      ['bob', 'ok'],
    ]);
    expect(JSON.stringify(signIns)).not.toMatch(/not-the-password|my-secret/);
  });

  it('should count a flood of failed sign-ins instead of writing each', async () => {
    const before = (await entries('action=sign-in&limit=200')).length;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        fetch(`${kontor.url}/api/auth/token`, {
          method: 'POST',
          headers: JSON_HEADERS,
          body: JSON.stringify({ username: `nobody-${n}`, password: 'x' }),
        }),
      ),
    );
    const added = (await entries('action=sign-in&limit=200')).length - before;
    // Ten in each minute that the flood touches; each minute that ended adds one entry with the number of the others.
    const minutesTouched = Math.floor((performance.now() - began) / 60_000) + 2;
    expect(added).toBeLessThanOrEqual(minutesTouched * 11);
  });

  it('should show owners what happened to their documents, and nobody else', async () => {
    const id = await create();
    const activity = await send('alice', 'GET', `/api/documents/${id}/activity`);
    expect((await activity.json()).entries.map(({ action }: Entry) => action)).toEqual([
      'version.saved',
      'document.created',
    ]);
    expect((await send('bob', 'GET', `/api/documents/${id}/activity`)).status).toBe(404);
    expect((await send('bob', 'GET', '/api/admin/audit')).status).toBe(403);
    expect((await send('bob', 'GET', '/api/admin/audit/export')).status).toBe(403);
  });

  it('should page, and filter by time, person and kind of action', async () => {
    const page = (await (
      await send('admin', 'GET', '/api/admin/audit?limit=2')
    ).json()) as AuditPage;
    expect(page.entries).toHaveLength(2);
    const next = `/api/admin/audit?limit=2&cursor=${page.next_cursor}`;
    const following = await (await send('admin', 'GET', next)).json();
    expect(following.entries[0].hash).toBe(page.entries[1]!.previous_hash);

    const ofBob = await entries('actor=bob&action=document');
    expect(ofBob.length).toBeGreaterThan(0);
    for (const { actor, action } of ofBob) {
      expect(actor).toBe('bob');
      expect(action).toMatch(/^document\./);
    }
    expect(await entries('to=2020-01-01')).toEqual([]);
    expect((await send('admin', 'GET', '/api/admin/audit?from=yesterday')).status).toBe(400);
  });

  it('should be exported as JSON Lines and as CEF', async () => {
    const lines = await (await send('admin', 'GET', '/api/admin/audit/export')).text();
    const all = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(all.length).toBeGreaterThan(10);
    for (const [i, { previous_hash }] of all.slice(1).entries())
      expect(previous_hash).toBe(all[i].hash);
    const cef = await (await send('admin', 'GET', '/api/admin/audit/export?format=cef')).text();
    expect(cef).toMatch(
      /^CEF:0\|Kontor\|Kontor\|1\|document\.created\|document\.created\|2\|rt=\d+ /m,
    );
  });

  it('should say who changed a setting, and who ordered what of the storage', async () => {
    await send('admin', 'PATCH', '/api/settings', { oneoffixx_cache_timeout: 60 });
    await send('admin', 'POST', '/api/storage/scrub');
    const changes = await entries('action=settings.changed');
    expect(changes.slice(0, 2).map(({ object_id, detail }: Entry) => [object_id, detail])).toEqual([
      ['all', { order: 'scrub' }],
      ['oneoffixx_cache_timeout', { from: 2_592_000, to: 60 }],
    ]);
  });

  it('should be verified and exported by the command line, which names what was changed', async () => {
    const kontorCommand = (...args: string[]) =>
      spawnSync(process.execPath, ['dist/kontor.js', 'audit', ...args], {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          KONTOR_PROFILE: 'playground',
          KONTOR_DATA_DIR: join(kontor.folder, 'data'),
        },
      });
    const exported = kontorCommand('export');
    expect(exported.stdout).toContain('"action":"document.created"');
    const whole = kontorCommand('verify');
    expect([whole.stderr, whole.status]).toEqual(['', 0]);
    expect(whole.stdout).toMatch(/whole: \d+ entries/);

    const [, second] = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const rows = new SQLite(join(kontor.folder, 'data', 'kontor.sqlite'));
    rows.prepare(`update audit_entries set actor = 'mallory' where id = ?`).run(second.id);
    rows.close();
    const broken = kontorCommand('verify');
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain(second.id);
  });
});
