import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentServerSimulator } from '../../playground/index.js';
import type { Engine } from '../../src/platform/database/database.js';
import { migrateDown } from '../../src/platform/database/migrate.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import {
  NEWEST_MIGRATION,
  restoreOldInstallation,
  type OldInstallation,
} from '../old-installation.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

describe.each<Engine>(['sqlite', 'postgres'])('an installation of 4112291 on %s', (engine) => {
  let folder: string;
  let postgres: RunningPostgres | undefined;
  let server: DocumentServerSimulator;
  let old: OldInstallation;
  let kontor: RunningKontor;

  const start = async () => {
    const editor = { EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET };
    kontor = await startKontor({ ...old.env, ...editor });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-old-'));
    if (engine === 'postgres') postgres = await startPostgres();
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    old = await restoreOldInstallation(engine, folder, await postgres?.createDatabase());
    await start();
  });

  afterAll(async () => {
    await kontor?.stop();
    await server?.dispose();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const json = async (username: string, path: string, init?: RequestInit): Promise<Wire> =>
    (await kontor.fetchAs(username, path, init)).json();
  const status = async (username: string, path: string, init?: RequestInit): Promise<number> =>
    (await kontor.fetchAs(username, path, init)).status;
  const send = (method: string, body: object): RequestInit => ({
    ...{ method, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  });
  const signIn = (username: string, password: string): Promise<Response> =>
    fetch(`${kontor.url}/api/auth/token`, send('POST', { username, password }));
  const contentOf = async (id: string, version: number): Promise<string> =>
    (await kontor.fetchAs('alice', `/api/documents/${id}/content?version=${version}`)).text();

  async function expectEverything(): Promise<void> {
    const { letter, note, gone, hidden } = old.documents;
    const carla = await signIn('carla', 'the password that Carla had');
    const { access_token }: Wire = await carla.json();
    const asCarla = (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${access_token}`);
      return fetch(`${kontor.url}${path}`, { ...init, headers });
    };
    expect(await (await asCarla('/api/me')).json()).toMatchObject({
      ...{
        username: 'carla',
        display_name: 'Carla Frei',
        locale: 'fr',
        sid: 'S-1-5-21-1-2-3-1104',
      },
    });
    expect((await signIn('carla', 'another password')).status).toBe(401);
    expect((await signIn('dora', 'the password that Dora had')).status).toBe(401);

    expect(await json('alice', `/api/documents/${letter}`)).toMatchObject({
      ...{ title: 'Brief an Zürich.txt', owner: 'alice', role: 'owner', current_version: 4 },
    });
    expect(await Promise.all([1, 2, 3, 4].map((version) => contentOf(letter, version)))).toEqual([
      ...['Dear all,', 'Dear everybody,', 'Dear everybody, greetings from Bob', 'Dear all,'],
    ]);
    const { versions } = await json('alice', `/api/documents/${letter}/versions`);
    expect(versions.map(({ author }: Wire) => author)).toEqual(['alice', 'bob', 'alice', 'alice']);
    const { shares } = await json('alice', `/api/documents/${letter}/shares`);
    expect(shares).toMatchObject([
      { username: 'bob', role: 'editor' },
      { username: 'carla', role: 'viewer' },
    ]);
    const listed: Wire = await (await asCarla('/api/documents')).json();
    expect(listed.documents.map(({ id }: Wire) => id)).toEqual([letter]);
    expect((await asCarla(`/api/documents/${letter}/content`)).status).toBe(200);
    const write = { method: 'PUT', headers: { 'if-match': '*' }, body: 'x' };
    expect((await asCarla(`/api/documents/${letter}/content`, write)).status).toBe(403);
    for (const id of [note, hidden])
      expect((await asCarla(`/api/documents/${id}`)).status).toBe(404);
    expect(await status('bob', `/api/documents/${gone}`)).toBe(404);
    const found = await json('bob', `/api/documents?q=${encodeURIComponent('ZÜRICH')}`);
    expect(found.documents.map(({ id }: Wire) => id)).toEqual([letter]);

    const [alice, bob] = await Promise.all(
      (['alice', 'bob'] as const).map((name) =>
        ZeroKnowledgePerson.withSecret(kontor, name, old.keys[name]),
      ),
    );
    expect(await alice!.read(hidden, 1)).toBe('for two people');
    expect(await bob!.read(hidden, 2)).toBe('still for two people');
    expect(await status('alice', `/api/documents/${hidden}/content`)).toBe(403);
  }

  it('should have everything that it had', expectEverything);

  it('should go on: documents are edited, replaced and shared', async () => {
    const { letter, doras } = old.documents;
    const opening = send('POST', { file_id: letter });
    const session = await json('bob', '/api/eurooffice/session', opening);
    const editor = await server.connect(session.config);
    await editor.type(' again');
    await editor.close();
    await server.nextCallback({ status: 2, key: session.config.document.key });
    expect(await contentOf(letter, 5)).toBe('Dear all, again');
    expect(
      await status('alice', `/api/documents/${letter}/versions/1/restore`, { method: 'POST' }),
    ).toBeLessThan(300);
    const share = `/api/documents/${doras}/shares/carla`;
    expect(await status('alice', share, send('PUT', { role: 'commenter' }))).toBe(200);
    // What Bob has checked out on his desktop is his until he checks it in.
    const replace = { method: 'PUT', headers: { 'if-match': '*' }, body: 'x' };
    const refused = await json('alice', `/api/documents/${old.documents.note}/content`, replace);
    expect(refused).toMatchObject({ status: 409, code: 'documents/checked-out' });
  });

  it('should have it after going down and up again', async () => {
    await kontor.stop();
    const database = await openDatabase({
      dataDir: old.env.KONTOR_DATA_DIR!,
      databaseUrl: old.env.DATABASE_URL,
    });
    await migrateDown(database, NEWEST_MIGRATION);
    await database.close();
    await start();
    const { letter, doras } = old.documents;
    expect(await json('alice', `/api/documents/${letter}`)).toMatchObject({ current_version: 6 });
    expect(await contentOf(letter, 5)).toBe('Dear all, again');
    expect(await contentOf(letter, 6)).toBe('Dear all,');
    // 4112291 knew no commenters: nobody gets more than they had.
    const { shares } = await json('alice', `/api/documents/${doras}/shares`);
    expect(shares).toMatchObject([{ username: 'carla', role: 'viewer' }, { username: 'dora' }]);
    expect((await signIn('carla', 'the password that Carla had')).status).toBe(200);
  });
});
