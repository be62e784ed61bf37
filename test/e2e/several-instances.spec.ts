import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import type { EditorSession } from '../fakes/saving-document-server.js';
import { Instances } from '../instances.js';
import { soak } from '../soak.js';
import { Patience } from '../soak-patience.js';

const INSTANCES = 3;
/** `npm run soak` asks for more. */
const SAVES = Number(process.env.SOAK_SAVES ?? 60);
const LONG_MS = SAVES > 60 ? 3_600_000 : 300_000;
const NOTHING_WRONG = { lost: 0, twice: 0, groupsWithoutOneCurrent: 0, headsThatAreNotTheLast: 0 };
const MANY = 50;
const AT_A_TIME = 10;

describe('three instances behind one address', () => {
  let instances: Instances;
  const patience = new Patience();

  beforeAll(async () => {
    instances = await Instances.start(INSTANCES);
  });
  afterAll(() => instances?.stop());

  const accepted = { status: 200, error: 0 };
  const textOf = async (id: string) =>
    (await instances.call(`/api/documents/${id}/content`)).text();
  const eachOpens = (id: string): Promise<EditorSession[]> =>
    Promise.all(instances.all.map(({ url }) => instances.open(id, url)));

  const createMany = (title: string): Promise<string[]> =>
    Promise.all(
      Array.from({ length: MANY }, (_, i) => instances.createDocument(`${title}-${i}.txt`)),
    );

  it('should give co-editors one document key, whichever instance each came through', async () => {
    const id = await instances.createDocument('Together.txt');
    const sessions = await eachOpens(id);
    expect(new Set(sessions.map(({ config }) => config.document.key)).size).toBe(1);
    for (const session of sessions) {
      for (let i = 0; i < INSTANCES; i++) {
        const file = await instances.fetchFile(session);
        expect([file.status, await file.text()]).toEqual([200, 'first']);
      }
    }
    const [first, second] = sessions as [EditorSession, EditorSession];
    expect(await instances.save(first, 'forced', 6)()).toEqual(accepted);
    expect(await textOf(id)).toBe('forced');
    const final = instances.save(second, 'final', 2);
    // Delivered to all instances at once, as after lost answers: one version.
    const answers = await Promise.all([final(), final(), final()]);
    expect(answers.some((answer) => answer?.status === 200 && answer.error === 0)).toBe(true);
    expect(await final()).toEqual(accepted);
    const { versions } = (await (await instances.call(`/api/documents/${id}/versions`)).json()) as {
      versions: { number: number; state: string }[];
    };
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      [3, 'current'],
      [2, 'archived'],
      [1, 'archived'],
    ]);
  });

  it('should know everywhere at once that somebody signed out', async () => {
    const [here, ...others] = instances.all.map(({ url }) => url);
    const token = await instances.signIn('bob', here);
    const ask = async (url: string | undefined, path: string, method = 'GET') =>
      (await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}` } }))
        .status;
    for (const url of [here, ...others]) expect(await ask(url, '/api/me')).toBe(200);
    expect(await ask(others[0], '/api/auth/sign-out', 'POST')).toBe(204);
    for (const url of [here, ...others]) expect(await ask(url, '/api/me')).toBe(401);
  });

  it('should take fifty saves at once, each at its first delivery', async () => {
    const ids = await createMany('Many');
    const sessions = await Promise.all(ids.map((id) => instances.open(id)));
    for (const text of ['first', 'second', 'third']) {
      const answers = sessions.map((session) => instances.save(session, text, 6)());
      expect(await Promise.all(answers)).toEqual(ids.map(() => accepted));
    }
    expect(await Promise.all(ids.map(textOf))).toEqual(ids.map(() => 'third'));
  });

  it('should see everywhere at once what changed through one of them', async () => {
    const [here, there] = instances.all.map(({ url }) => url) as [string, string];
    const headers = { 'content-type': 'application/json' };
    const body = '{"oneoffixx_cache_timeout":77}';
    await instances.call('/api/settings', { method: 'PATCH', headers, body }, here);
    const seen = await (await instances.call('/api/settings', {}, there)).json();
    expect(seen).toMatchObject({ oneoffixx_cache_timeout: 77 });
  });

  it('should see everywhere at once who edits, who may, and who was rejected', async () => {
    const [here, there] = instances.all.map(({ url }) => url) as [string, string];
    const id = await instances.createDocument('Seen.txt');
    const json = { 'content-type': 'application/json' };
    const shared = { method: 'PUT', headers: json, body: '{"role":"editor"}' };
    const share = `/api/documents/${id}/shares/bob`;
    const bob = await instances.signIn('bob', there);
    const asBob = async () => {
      const headers = { authorization: `Bearer ${bob}` };
      return (await fetch(`${there}/api/documents/${id}`, { headers })).status;
    };
    expect(await asBob()).toBe(404);
    expect((await instances.call(share, shared, here)).ok).toBe(true);
    expect(await asBob()).toBe(200);
    expect((await instances.call(share, { method: 'DELETE' }, here)).ok).toBe(true);
    expect(await asBob()).toBe(404);

    const editorsSeen = async () => {
      const seen = await (await instances.call(`/api/documents/${id}`, {}, there)).json();
      return (seen as { editors: string[] }).editors;
    };
    const session = await instances.open(id, here);
    const { key } = session.config.document;
    const { id: admin } = session.config.editorConfig.user;
    const report = (status: 1 | 4, users: string[]) =>
      instances.documentServer.post(session, { key, status, users });
    expect(await report(1, [admin])).toEqual(accepted);
    expect(await editorsSeen()).toEqual(['admin']);
    expect(await report(4, [])).toEqual(accepted);
    expect(await editorsSeen()).toEqual([]);
  });

  it('should make a document of a template, whoever offers it and whoever instructs', async () => {
    const offered = (await (await instances.call('/api/oneoffixx/templates')).json()) as {
      templates: { template_id: string }[];
    };
    const { template_id } = offered.templates[0]!;
    const made = await instances.postJson('/api/oneoffixx/documents', { title: 'T', template_id });
    expect(made.status).toBe(201);
    const { document } = (await made.json()) as { document: { id: string } };
    for (const { url } of instances.all) {
      const path = `/documents/${document.id}/@@oneoffix_connect_xml`;
      expect((await instances.call(path, {}, url)).status).toBe(200);
    }
  });

  it('should go on when Redis is lost in the middle of sessions, and when it is back', async () => {
    const ids = await createMany('Lost');
    const sessions = await Promise.all(ids.map((id) => instances.open(id)));
    await instances.stores.redis.kill();
    const goOn = async (session: EditorSession, i: number) => {
      expect((await instances.fetchFile(session)).status).toBe(200);
      await patience.untilAccepted(instances.save(session, `forced ${i}`, 6));
      const again = await instances.open(ids[i]!);
      expect(again.config.document.key).toBe(session.config.document.key);
      await patience.untilAccepted(instances.save(again, `final ${i}`, 2));
      const looking = await instances.open(ids[i]!);
      const { key } = looking.config.document;
      const closed = { key, status: 4, users: [] };
      await patience.untilAccepted(() => instances.documentServer.post(looking, closed));
      return instances.open(ids[i]!);
    };
    const later: EditorSession[] = [];
    for (let at = 0; at < MANY; at += AT_A_TIME) {
      const some = sessions.slice(at, at + AT_A_TIME);
      later.push(...(await Promise.all(some.map((session, i) => goOn(session, at + i)))));
    }
    await instances.stores.redis.resume();
    const files = await Promise.all(
      later.map(async (session) => (await instances.fetchFile(session)).text()),
    );
    expect(files).toEqual(ids.map((_, i) => `final ${i}`));
  });

  it(
    'should keep every acknowledged save while instances, Redis and a provider come and go',
    async () => {
      const figures = await soak(instances, SAVES);
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      if (process.env.SOAK_FIGURES !== undefined)
        writeFileSync(process.env.SOAK_FIGURES, `${JSON.stringify(figures, undefined, 2)}\n`);
      expect(figures).toMatchObject({ ...NOTHING_WRONG, acknowledged: SAVES, readBack: SAVES });
      expect(figures.killed).toBeGreaterThan(0);
    },
    LONG_MS,
  );
});
