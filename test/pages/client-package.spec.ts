import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { installPacked, type StrangersFolder } from '../packed-packages.js';
import { openFixture, type BrowserFixture } from './browser.js';

/** A page of another application: its server gives it tokens, everything else it asks Kontor itself. */
const PAGE = `
  import { Kontor, NotFoundError } from '@kontor/client';
  const url = document.body.dataset.kontor;
  let tokens = 0;
  const kontor = new Kontor({ url, token: async () => (tokens++, (await fetch('/token')).text()) });
  const progress = [];
  const onProgress = ({ bytes, total }) => progress.push([bytes, total]);

  const content = new File(['from a page'], 'notes.txt');
  const created = await kontor.documents.create({ title: content.name, content }, { onProgress });
  const pieces = new Blob(['in pieces']).stream();
  await kontor.documents.replaceContent(created.id, { content: pieces, etag: created.etag });
  const copy = await (await kontor.documents.content(created.id)).blob();
  const missing = await kontor.documents.get('none').catch((error) => error);
  const titles = [];
  for await (const { title } of kontor.documents.list({ limit: 1 })) titles.push(title);
  window.seen = {
    progress, titles, text: await copy.text(), tokens,
    isNotFound: missing instanceof NotFoundError, code: missing.code,
  };
`;

describe('the package @kontor/client in a page', () => {
  let fixture: BrowserFixture;
  let folder: StrangersFolder;
  let application: Server;
  let address: string;

  beforeAll(async () => {
    [fixture, folder] = await Promise.all([openFixture(), installPacked('client')]);
    const { kontor } = fixture;
    const bundle = await build({
      stdin: { contents: PAGE, resolveDir: folder.path },
      ...{ bundle: true, write: false, format: 'esm', platform: 'browser' },
    });
    application = createServer((request, response) => {
      if (request.url === '/token')
        return void kontor.tokenOf('alice').then((t) => response.end(t));
      const isScript = request.url === '/page.js';
      response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
      response.end(
        isScript
          ? bundle.outputFiles[0]!.contents
          : `<!doctype html><link rel="icon" href="data:," /><body data-kontor="${kontor.url}">
             <script type="module" src="/page.js"></script>`,
      );
    });
    application.listen(0, '127.0.0.1');
    await once(application, 'listening');
    address = `http://127.0.0.1:${(application.address() as AddressInfo).port}`;
    const added = await kontor.fetchAs('admin', '/api/admin/clients', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ name: 'page', scopes: [], allowed_origins: [address] }),
    });
    expect(added.status).toBe(201);
  });

  afterAll(async () => {
    application.closeAllConnections();
    application.close();
    await folder.remove();
    await fixture.stop();
  });

  it('should send, list and get documents from another origin', async () => {
    const page = await fixture.open();
    await page.goto(address);
    const seen = await page.waitForFunction(() => (globalThis as { seen?: unknown }).seen);
    expect(await seen.jsonValue()).toEqual({
      progress: [
        [0, 11],
        [11, 11],
      ],
      ...{ titles: ['notes.txt'], text: 'in pieces', tokens: 1 },
      ...{ isNotFound: true, code: 'documents/no-such-document' },
    });
  });
});
