import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type * as Client from '../../packages/client/src/index.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { FaultyWay, type Fault } from '../faulty-way.js';
import { freePorts } from '../free-port.js';
import { installPacked, type StrangersFolder } from '../packed-packages.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** For everything a page needs of it, compressed; the types cost nothing. */
const MAX_BUNDLE_BYTES = 16 * 1024;
const SCOPES = [
  ...['documents:read', 'documents:write', 'sessions', 'people:read', 'act-for-people'],
  'webhooks',
] as const;

/** A fault of the types would be an error in it, or none where one is expected. */
const TYPED = `
import { Kontor, KontorError, verifyWebhook, type ErrorCode } from '@kontor/client';

export async function check(kontor: Kontor, headers: Headers, body: string): Promise<string> {
  const event = verifyWebhook('whsec_', headers, body);
  // @ts-expect-error: not every event has a version
  event.data.version;
  if (event.type === 'version.saved') return event.data.version?.author ?? '';
  if (event.type === 'document.shared') return event.data.share.username ?? event.data.share.group;
  const { entries } = await kontor.request('get', '/api/admin/audit', { params: { query: { limit: 1 } } });
  // @ts-expect-error: this route knows no POST
  await kontor.request('post', '/api/admin/audit');
  // @ts-expect-error: a document has no such member
  (await kontor.documents.get('1')).nothing;
  await kontor.documents.create({ title: 'a.txt', content: new Blob(['a']) }, { timeoutMs: 1000 });
  // @ts-expect-error: neither content nor a type
  await kontor.documents.create({ title: 'a.txt' });
  const code: ErrorCode = 'documents/no-such-document';
  return entries.length > 0 ? code : await kontor.people.me().then(({ username }) => username);
}

// @ts-expect-error: a key is no text
new Kontor({ url: '', clientId: '', privateKey: 'pem' });

export const isGone = (error: unknown): boolean =>
  error instanceof KontorError && error.code === 'documents/no-such-document';
`;

/** As a stranger meets it: packed, installed into an empty folder, its page's own examples run by plain Node. */
describe('the package @kontor/client', () => {
  let kontor: RunningKontor;
  let folder: StrangersFolder;
  let way: FaultyWay;
  let client: typeof Client;
  let login: { clientId: string; clientSecret: string };
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    [kontor, folder] = await Promise.all([
      startKontor({ KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' }),
      installPacked('client'),
    ]);
    way = await FaultyWay.before(kontor.url);
    const installed = join(folder.path, 'node_modules/@kontor/client/dist/index.js');
    client = (await import(pathToFileURL(installed).href)) as typeof Client;
    const admin = new client.Kontor({ url: kontor.url, token: await kontor.tokenOf('admin') });
    const body = { name: 'stranger', scopes: [...SCOPES] };
    const added = await admin.request('post', '/api/admin/clients', { body });
    login = { clientId: added.client_id, clientSecret: added.client_secret };
    const page = await readFile(
      join(import.meta.dirname, '../../packages/client/README.md'),
      'utf8',
    );
    for (const [, code = '', name = ''] of page.matchAll(/```js\n(\/\/ (\w+\.mjs)\n[^`]*)```/g))
      await writeFile(join(folder.path, name), code);
  });

  afterEach(() => {
    way.faultOf = () => undefined;
  });

  afterAll(async () => {
    for (const child of children) child.kill();
    await way.stop();
    await folder.remove();
    await kontor.stop();
  });

  function start(script: string, env: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, [script], {
      cwd: folder.path,
      env: {
        CLIENT_ID: login.clientId,
        CLIENT_SECRET: login.clientSecret,
        KONTOR_URL: kontor.url,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }

  async function run(script: string): Promise<string> {
    const child = start(script);
    const [said, [status]] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
    expect(status).toBe(0);
    return said;
  }

  const throughFaults = (more = {}): Client.Kontor =>
    new client.Kontor({ url: way.url, ...login, ...more });
  const titled = async (title: string): Promise<number> =>
    (await throughFaults().as('alice').documents.list({ q: title }).first(10)).length;

  it('should hold what it needs and nothing else', async () => {
    const [packed] = folder.packed;
    expect(packed!.files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'package.json',
        'dist/index.js',
        'dist/index.d.ts',
      ]),
    );
    expect(packed!.files.filter((file) => /\.spec\.|^src\//.test(file))).toEqual([]);
    const { dependencies } = JSON.parse(
      await readFile(join(folder.path, 'node_modules/@kontor/client/package.json'), 'utf8'),
    );
    expect(Object.keys(dependencies)).toEqual(['openapi-fetch', 'standardwebhooks']);
  });

  it.each([
    ['a page', 'nodenext', { types: [], lib: ['es2022', 'dom'] }],
    ['a page with a bundler', 'bundler', { types: [], lib: ['es2022', 'dom'] }],
    // Without what browsers have.
    ['a server', 'node16', { types: ['node'], lib: ['es2022'] }],
  ])('should be typed for %s, by event and by route', async (_for, moduleResolution, known) => {
    await writeFile(join(folder.path, 'typed.ts'), TYPED);
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: 'es2022' },
      ...{ module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution, moduleResolution },
      ...{ verbatimModuleSyntax: true, skipLibCheck: false, ...known },
      typeRoots: [join(projectRoot, 'node_modules/@types')],
    };
    const settings = JSON.stringify({ compilerOptions, files: ['typed.ts'] });
    await writeFile(join(folder.path, 'tsconfig.json'), settings);
    const args = [join(projectRoot, 'node_modules/typescript/bin/tsc')];
    const compiling = spawn(process.execPath, args, { cwd: folder.path });
    children.push(compiling);
    const [said] = await Promise.all([text(compiling.stdout), once(compiling, 'exit')]);
    expect(said).toBe('');
  });

  it('should run in a browser, and be small', async () => {
    const bundle = await build({
      stdin: { contents: `export * from '@kontor/client'`, resolveDir: folder.path },
      ...{ bundle: true, minify: true, write: false, format: 'esm', platform: 'browser' },
    });
    const bytes = gzipSync(bundle.outputFiles[0]!.contents).length;
    console.log(`@kontor/client, bundled for browsers: ${bytes} bytes compressed`);
    expect(bundle.warnings).toEqual([]);
    expect(bytes).toBeLessThan(MAX_BUNDLE_BYTES);
  });

  it('should do what its page says with documents of a person', async () => {
    const said = await run('first.mjs');
    expect(said).toContain('Report.docx of alice');
    expect(said).toContain('the editor opens Report.docx');
  });

  it('should do what its page says with files', async () => {
    const said = await run('files.mjs');
    expect(said).toContain('sent 22');
    expect(said).toContain('version 2');
    await expect(readFile(join(folder.path, 'copy.txt'), 'utf8')).resolves.toBe('Corrected.\n');
  });

  it('should do what its page says with events', async () => {
    const port = await freePorts();
    const application = new client.Kontor({ url: kontor.url, ...login });
    const { id, secret } = await application.webhooks.add({
      ...{ url: `http://127.0.0.1:${port}/`, events: ['document.created'] },
    });
    const receiver = start('receiver.mjs', { WEBHOOK_SECRET: secret, PORT: String(port) });
    const lines = createInterface({ input: receiver.stdout! })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('listening');
    await application.documents.create({ title: 'Heard of', file_type: 'txt' });
    expect((await lines.next()).value).toBe('document.created');
    const forged = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(400);
    expect((await lines.next()).value).toBe('client/webhook-refused');
    await application.webhooks.remove(id);
  });

  it('should list over pages', async () => {
    const documents = throughFaults().as('bob').documents;
    for (const name of ['one', 'two', 'three'])
      await documents.create({ title: `${name}.txt`, file_type: 'txt' });
    const titles: string[] = [];
    for await (const { title } of documents.list({ limit: 1 })) titles.push(title);
    expect(titles.sort()).toEqual(['one.txt', 'three.txt', 'two.txt']);
  });

  it('should make one document when the connection is cut after it was made', async () => {
    way.meets(/^\/api\/documents/, 'cut-after');
    const alice = throughFaults().as('alice');
    const content = new TextEncoder().encode('once');
    const { id } = await alice.documents.create({ title: 'Made once.txt', content });
    await expect(titled('Made once')).resolves.toBe(1);
    await expect(alice.documents.get(id)).resolves.toMatchObject({ title: 'Made once.txt' });
  });

  it.each([
    ['whole', false],
    ['piece by piece', true],
  ])('should make one document when bytes sent %s are cut in the middle', async (name, isSeen) => {
    way.meets(/^\/api\/documents/, 'cut-within');
    const content = new Uint8Array(3_000_000).fill(65);
    const seen: number[] = [];
    const onProgress = ({ bytes }: { bytes: number }) => void seen.push(bytes);
    const alice = throughFaults().as('alice');
    const title = `Cut, ${name}.txt`;
    const { size } = await alice.documents.create({ title, content }, isSeen ? { onProgress } : {});
    expect(size).toBe(content.length);
    expect(seen.filter((bytes) => bytes === 0)).toHaveLength(isSeen ? 2 : 0);
    expect(seen.at(-1)).toBe(isSeen ? content.length : undefined);
    await expect(titled(`Cut, ${name}`)).resolves.toBe(1);
  });

  /** What was sent for uploads that resume: `POST`, `HEAD`, and `PATCH` with its offset. */
  function seenUploads(...faults: readonly Fault[]): string[] {
    const waiting = [...faults];
    const seen: string[] = [];
    way.faultOf = ({ method, url = '', headers }) => {
      if (!url.includes('/uploads')) return undefined;
      const offset = headers['upload-offset'];
      seen.push(offset === undefined ? method! : `${method} ${offset}`);
      return method === 'PATCH' ? waiting.shift() : undefined;
    };
    return seen;
  }
  /** No two stretches of it are the same. */
  const large = (): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(12 * 1024 * 1024);
    for (let at = 0; at < bytes.length; at += 4) bytes[at] = 65 + (((at >> 2) * 2654435761) % 57);
    return bytes.map((byte) => byte || 66);
  };
  const cutTwice: readonly Fault[] = [{ cutAfterBytes: 6_000_000 }, { cutAfterBytes: 3_000_000 }];

  it.each([
    ['at once', { streamUploads: true }],
    ['in pieces, as from a page', { streamUploads: false }],
  ])('should go on with a large file, sent %s, whose connection is cut twice', async (_, how) => {
    const seen = seenUploads(...cutTwice);
    const alice = throughFaults(how).as('alice');
    const content = large();
    const progress: number[] = [];
    const onProgress = ({ bytes }: { bytes: number }) => void progress.push(bytes);
    const title = `Large, ${how.streamUploads}.txt`;
    const created = await alice.documents.create({ title, content }, { onProgress });
    expect(created).toMatchObject({ title, size: content.length, owner: 'alice' });
    expect(progress.at(-1)).toBe(content.length);
    const offsets = seen
      .filter((one) => one.startsWith('PATCH'))
      .map((one) => Number(one.slice(6)));
    // It never went back to the beginning, and sent no more than what was cut once again.
    expect(offsets.length).toBeGreaterThanOrEqual(3);
    expect(offsets).toEqual([...new Set(offsets)].toSorted((one, other) => one - other));
    expect(offsets[1]).toBeGreaterThan(5_000_000);
    const got = await (await alice.documents.content(created.id)).bytes();
    expect(Buffer.from(got).equals(Buffer.from(content))).toBe(true);
    await expect(titled(title)).resolves.toBe(1);

    const again = seenUploads(...cutTwice);
    const other = large().toReversed();
    const change = { content: other, etag: created.etag };
    const version = await alice.documents.replaceContent(created.id, change);
    expect(version).toMatchObject({ number: 2, size: other.length, author: 'alice' });
    expect(again.filter((one) => one === 'PATCH 0')).toHaveLength(1);
    const now = await (await alice.documents.content(created.id)).bytes();
    expect(Buffer.from(now).equals(Buffer.from(other))).toBe(true);
    await expect(alice.documents.replaceContent(created.id, change)).rejects.toThrow(
      client.PreconditionFailedError,
    );
  });

  it('should go on with a large file after a restart of its own, by the same key', async () => {
    const content = large();
    const options = { idempotencyKey: 'import 4711' };
    const first = throughFaults({ retries: 0 }).as('alice');
    seenUploads(cutTwice[0]);
    const document = { title: 'Imported.txt', content };
    await expect(first.documents.create(document, options)).rejects.toThrow(client.NoAnswerError);
    const seen = seenUploads();
    const { id, size } = await throughFaults().as('alice').documents.create(document, options);
    expect(size).toBe(content.length);
    expect(seen.filter((one) => one.startsWith('PATCH'))).toEqual([
      expect.not.stringMatching(/^PATCH 0$/),
    ]);
    // And once more: it is known what it became.
    const third = await throughFaults().as('alice').documents.create(document, options);
    expect(third.id).toBe(id);
    await expect(titled('Imported')).resolves.toBe(1);
  });

  it('should go on with a private document, which nobody but its people can open then', async () => {
    const person = await ZeroKnowledgePerson.register(kontor, 'bob');
    await person.choosePrivate();
    const bob = throughFaults().as('bob');
    const content = large();
    seenUploads(...cutTwice);
    const { id, etag } = await bob.documents.create({ title: 'Secret.txt', content });
    expect((await person.keyrings(id)).custody).toBe('zero-knowledge');
    expect((await person.readBytes(id, 1)).equals(Buffer.from(content))).toBe(true);
    const other = content.toReversed();
    seenUploads(...cutTwice);
    await bob.documents.replaceContent(id, { content: other, etag });
    expect((await person.readBytes(id, 2)).equals(Buffer.from(other))).toBe(true);
  });

  it('should find people and groups to share with', async () => {
    const post = (path: string, body: object) =>
      kontor.fetchAs('admin', path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('/api/groups', { name: 'Alizarin' })).status).toBe(201);
    const found = await throughFaults().as('bob').people.find({ q: 'ali', limit: 10 });
    expect(found.people).toEqual([
      expect.objectContaining({
        username: 'alice',
        display_name: 'Alice Muster',
        has_account: true,
      }),
    ]);
    expect(found.groups).toEqual([expect.objectContaining({ name: 'Alizarin', members: 0 })]);
  });

  it('should come back when the server is busy', async () => {
    const later = { status: 429, headers: { 'retry-after': '1' } };
    way.meets(/^\/api\/me/, later, { status: 503 });
    await expect(throughFaults().as('bob').people.me()).resolves.toMatchObject({ username: 'bob' });
  });

  it('should go on with a new token when its own ended', async () => {
    const application = throughFaults();
    const authorizations: (string | undefined)[] = [];
    way.faultOf = ({ url = '', headers }) => {
      if (url === '/api/me') authorizations.push(headers.authorization);
      return undefined;
    };
    await application.people.me();
    const form = new URLSearchParams({ token: authorizations[0]!.slice('Bearer '.length) });
    const basic = Buffer.from(`${login.clientId}:${login.clientSecret}`).toString('base64');
    const revoked = await fetch(`${kontor.url}/oauth/revoke`, {
      ...{ method: 'POST', body: form, headers: { authorization: `Basic ${basic}` } },
    });
    expect(revoked.status).toBe(200);
    await expect(application.people.me()).resolves.toMatchObject({ username: 'client:stranger' });
    expect(new Set(authorizations).size).toBe(2);
  });

  it('should say which of its own is wrong', async () => {
    const wrong = new client.Kontor({ url: kontor.url, ...login, clientSecret: 'not this one' });
    await expect(wrong.people.me()).rejects.toMatchObject({
      ...{ name: 'NotSignedInError', code: 'client/credentials-refused', status: 401 },
    });
    const application = throughFaults();
    await expect(application.request('get', '/api/settings')).rejects.toMatchObject({
      ...{ name: 'NotAllowedError', code: 'access/scope-missing' },
    });
    await expect(application.as('nobody').people.me()).rejects.toThrow(client.KontorError);
    const missing = application.documents.get('019ac0de-7d1e-7b6a-9f3e-2f6a1c5b8d10');
    await expect(missing).rejects.toThrow(client.NotFoundError);
  });

  it('should keep a change that came first', async () => {
    const { documents } = throughFaults().as('alice');
    const { id, etag } = await documents.create({ title: 'Two at once.txt', file_type: 'txt' });
    const first = new Blob(['first']);
    await documents.replaceContent(id, { content: first, etag });
    const late = documents.replaceContent(id, { content: new Blob(['late']), etag });
    await expect(late).rejects.toThrow(client.PreconditionFailedError);
    expect(await (await (await documents.content(id)).blob()).text()).toBe('first');
  });
});
