import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openSqlite } from '../../src/platform/database/open-database.js';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';

const NOTICE_MS = 6_000;

describe('an instance that receives SIGTERM', () => {
  const documentServer = new SavingDocumentServer();
  let folder: string;
  let kontor: KontorProcess;
  let token: string;

  const begin = async (settings: Record<string, string>) => {
    kontor = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
      ...settings,
    });
    await kontor.start('--playground');
    const body = { username: 'admin', password: 'admin' };
    ({ access_token: token } = await json('/api/auth/token', body));
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-ending-'));
    await documentServer.start();
  });
  afterEach(async () => {
    await kontor.kill();
    await documentServer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const call = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...(init.headers as object), authorization: `Bearer ${token}` };
    return fetch(`${kontor.url}${path}`, { ...init, headers });
  };
  const json = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await call(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { access_token: string };
  };
  const statusOf = async (path: string): Promise<number> => (await call(path)).status;

  /** A save whose file is on its way: the way to let it come, and the callback's answer. */
  async function saveUnderWay(text: string) {
    const created = await call('/api/documents?title=End.txt', { method: 'POST', body: 'first' });
    const { id } = (await created.json()) as { id: string };
    const session = (await json('/api/eurooffice/session', { file_id: id })) as unknown;
    const { key } = (session as EditorSession).config.document;
    const fields = { status: 2, filetype: 'txt', user: 'admin' };
    const report = documentServer.offer(key, Buffer.from(text), fields);
    const tell = () => documentServer.post(session as EditorSession, report);
    const asked = documentServer.nextFetch();
    const letCome = documentServer.hold();
    const answer = tell();
    await asked;
    const content = async () => (await call(`/api/documents/${id}/content`)).text();
    return { answer, letCome, tell, content };
  }

  async function removeFirstShard(versionId: string): Promise<void> {
    const files = await readdir(join(folder, 'data'), { recursive: true });
    const [shard] = files.filter((file) => file.endsWith(join(versionId, '0')));
    await rm(join(folder, 'data', shard!));
  }

  it('should say that it is not ready and go on for a while, then finish what runs', async () => {
    await begin({ KONTOR_STOP_NOTICE_SECONDS: String(NOTICE_MS / 1000) });
    const { answer, letCome, content } = await saveUnderWay('the last one');
    expect(await statusOf('/health/ready')).toBe(200);
    const signalled = performance.now();
    const ended = kontor.kill('SIGTERM');
    while ((await statusOf('/health/ready')) !== 503);
    expect(await statusOf('/health/live')).toBe(200);
    expect(await statusOf('/api/documents')).toBe(200);
    await kontor.untilRefusing();
    expect(performance.now() - signalled).toBeGreaterThanOrEqual(NOTICE_MS);
    letCome();
    expect(await answer).toEqual({ status: 200, error: 0 });
    await ended;
    expect(kontor.exitedWith).toBe('SIGTERM');
    await kontor.start('--playground');
    expect(await content()).toBe('the last one');
  });

  it('should give back what its background work had claimed', async () => {
    // Slow enough that rebuilding a shard of this document is under way for a minute.
    await begin({ KONTOR_STOP_NOTICE_SECONDS: '0', KONTOR_REPAIR_BYTES_PER_SECOND: '65536' });
    const body = 'a long text '.repeat(400_000);
    await call('/api/documents?title=Long.txt', { method: 'POST', body });
    await kontor.kill();
    const database = openSqlite(join(folder, 'data', 'kontor.sqlite'));
    const { rows } = await sql<{ version_id: string }>`
      update storage_shards set state = 'missing' where idx = 0 returning version_id
    `.execute(database.kysely);
    for (const row of rows) await removeFirstShard(row.version_id);
    const claims = async () =>
      (await sql`select 1 from storage_objects where claimed_until_ms > 0`.execute(database.kysely))
        .rows.length;
    await kontor.start('--playground');
    while ((await claims()) === 0) await turn();
    await kontor.kill('SIGTERM');
    expect(kontor.exitedWith).toBe('SIGTERM');
    expect(await claims()).toBe(0);
    await database.close();
  });

  it('should not take longer than it may, and lose nothing by that', async () => {
    await begin({ KONTOR_STOP_NOTICE_SECONDS: '0', KONTOR_STOP_SECONDS: '2' });
    const { answer, letCome, tell, content } = await saveUnderWay('delivered again');
    await kontor.kill('SIGTERM');
    expect(kontor.exitedWith).toBe(1);
    expect(kontor.output).toContain('KONTOR_STOP_SECONDS');
    expect(await answer).toBeUndefined();
    letCome();
    await kontor.start('--playground');
    expect(await content()).toBe('first');
    expect(await tell()).toEqual({ status: 200, error: 0 });
    expect(await content()).toBe('delivered again');
  });
});
