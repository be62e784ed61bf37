import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';
import { startRedis, type RunningRedis } from '../start-redis.js';
import { startTemplateBackend } from '../template-backend.js';

const accepted = { status: 200, error: 0 };

describe('Redis that is unavailable from the start', () => {
  const documentServer = new SavingDocumentServer();
  let folder: string;
  let redis: RunningRedis;
  let templates: Awaited<ReturnType<typeof startTemplateBackend>>;
  let kontor: KontorProcess;
  let token: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-redis-unavailable-'));
    await documentServer.start();
    redis = await startRedis({ there: false });
    templates = await startTemplateBackend();
    kontor = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      ...templates.env,
      REDIS_URL: redis.url,
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
    });
    await kontor.start('--playground');
    await signInAs('alice');
  });
  afterAll(async () => {
    await kontor.kill();
    await Promise.all([redis.stop(), templates.stop(), documentServer.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const call = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...(init.headers as object), authorization: `Bearer ${token}` };
    return fetch(`${kontor.url}${path}`, { ...init, headers });
  };
  const post = (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return call(path, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const signInAs = async (name: string): Promise<void> => {
    const answer = await post('/api/auth/token', { username: name, password: name });
    ({ access_token: token } = (await answer.json()) as { access_token: string });
  };
  const create = async (title: string): Promise<string> => {
    const made = await call(`/api/documents?title=${title}`, { method: 'POST', body: 'first' });
    return ((await made.json()) as { id: string }).id;
  };
  const open = async (id: string): Promise<EditorSession> =>
    (await (await post('/api/eurooffice/session', { file_id: id })).json()) as EditorSession;
  const fetched = async ({ config }: EditorSession): Promise<string> => {
    const { url } = config.document;
    const authorization = `Bearer ${documentServer.sign({ payload: { url } })}`;
    return (await fetch(url, { headers: { authorization } })).text();
  };
  const tell = (session: EditorSession, status: 1 | 4) => {
    const { document, editorConfig } = session.config;
    const users = status === 1 ? [editorConfig.user.id] : [];
    return documentServer.post(session, { key: document.key, status, users });
  };
  const save = (session: EditorSession, text: string, status: 2 | 6) => {
    const { document, editorConfig } = session.config;
    const fields = { status, filetype: 'txt', user: editorConfig.user.id };
    return documentServer.post(
      session,
      documentServer.offer(document.key, Buffer.from(text), fields),
    );
  };
  /** One opening from the editor's first word to its last. */
  async function wholeVisit(title: string): Promise<void> {
    const id = await create(title);
    const session = await open(id);
    expect(await fetched(session)).toBe('first');
    expect(await tell(session, 1)).toEqual(accepted);
    expect(await save(session, 'forced', 6)).toEqual(accepted);
    expect(await fetched(await open(id))).toBe('forced');
    expect(await save(session, 'final', 2)).toEqual(accepted);
    const looking = await open(id);
    expect(await fetched(looking)).toBe('final');
    expect(await tell(looking, 4)).toEqual(accepted);
  }
  const untilRedisHolds = async ({ session_id }: EditorSession): Promise<void> => {
    while (!(await redis.dump()).includes(session_id)) await delay(20);
  };

  let meanwhile: EditorSession;

  it('should keep nobody from anything', async () => {
    expect((await call('/health/ready')).status).toBe(200);
    await wholeVisit('Without.txt');
    const offered = await call('/api/oneoffixx/templates');
    expect(offered.status).toBe(200);
    meanwhile = await open(await create('Meanwhile.txt'));
  });

  it('should be used when it comes, and receive the sessions it missed', async () => {
    await redis.resume();
    await untilRedisHolds(meanwhile);
    await wholeVisit('With.txt');
    await untilRedisHolds(await open(await create('Later.txt')));
    expect(await fetched(meanwhile)).toBe('first');
    await signInAs('bob');
    expect((await call('/api/oneoffixx/templates')).status).toBe(200);
    expect(await redis.dump()).toContain('kontor:cache');
  });

  it('should have those sessions when the files they were kept in are gone', async () => {
    await kontor.kill();
    await rm(join(folder, 'data', 'sessions'), { recursive: true });
    await kontor.start('--playground');
    expect(await fetched(meanwhile)).toBe('first');
    expect(await save(meanwhile, 'saved', 2)).toEqual(accepted);
  });
});
