import { describe, expect, it } from '@jest/globals';
import { drawnPng } from '../../playground/drawn-text.js';
import type { Faults } from '../fakes/tried-document-server.js';
import type { Wire } from '../forgotten-files-fixture.js';
import { triedDesk } from '../tried-desk.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { VersionPictures } from '../../src/conversion/version-pictures.js';

const PNG = Buffer.from(drawnPng('a page', { width: 300, height: 424 }));
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('thumbnails and previews', () => {
  const desk = triedDesk();

  const json = async (path: string, init?: RequestInit): Promise<Wire> =>
    (await desk.kontor.fetchAs('alice', path, init)).json();
  const upload = async (title: string, body: string): Promise<string> =>
    (await json(`/api/documents?title=${title}`, { method: 'POST', body })).id;
  const ask = (id: string, what = 'thumbnail', username = 'alice') =>
    desk.kontor.fetchAs(username, `/api/documents/${id}/${what}`);
  const settled = () => desk.kontor.app.get(VersionPictures, { strict: false }).settled();
  const orders = (outputtype: string) =>
    desk.server.conversions.filter((claims) => claims.outputtype === outputtype);

  it('should be made once, when somebody looks, and read from the storage ever after', async () => {
    const id = await upload('Page.txt', 'a page');
    expect(orders('png')).toHaveLength(0);
    desk.server.faults = { result: PNG };
    const first = await Promise.all([ask(id), ask(id), ask(id, 'thumbnail?version=1')]);
    expect(first.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(first[0].headers.get('retry-after')).toBe('2');
    await settled();
    desk.server.faults = { result: 'missing' };
    for (const what of ['thumbnail', 'thumbnail?version=1']) {
      const shown = await ask(id, what);
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
      expect(shown.headers.get('content-security-policy')).toContain('sandbox');
      expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
    }
    const [order, ...others] = orders('png');
    expect(others).toEqual([]);
    expect(order?.thumbnail).toEqual({ aspect: 1, first: true, width: 300, height: 424 });
    expect(await json(`/api/documents/${id}/versions`)).toMatchObject({
      versions: [{ number: 1 }],
    });
  });

  it('should show the whole document as a PDF', async () => {
    const id = await upload('Page.txt', 'a page');
    desk.server.faults = { result: PDF };
    const page = await desk.kontor.fetchAs('alice', `/documents/${id}/preview?version=1`, {
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    expect(await page.text()).toContain(`src="/api/documents/${id}/preview?version=1"`);
    const shown = await ask(id, 'preview?version=1');
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(shown.headers.get('content-disposition')).toBe('inline');
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PDF);
  });

  it.each<[string, Faults]>([
    ...[-1, -2, -3, -4, -5, -6, -7, -8, -9, -10].map((converterError): [string, Faults] => [
      `error ${converterError}`,
      { converterError },
    ]),
    ['a page in place of the service', { answers: { '/converter': 'html' } }],
    ['a page in place of the result', { result: 'html' }],
    ['no result', { result: 'missing' }],
    ['an empty result', { result: 'empty' }],
    ['a result that breaks off', { result: 'breaks-off' }],
    ['a result of another format', { result: PDF }],
    ['a huge result', { result: Buffer.concat([PNG, Buffer.alloc(3e6)]) }],
  ])('should be missing for a while, and be made once: %s', async (_what, faults) => {
    const id = await upload('Broken.txt', 'broken');
    desk.server.faults = faults;
    expect((await ask(id)).status).toBe(202);
    await settled();
    const asked = orders('png').length;
    for (let look = 0; look < 3; look++) {
      const missing = await ask(id);
      expect([missing.status, (await missing.json()).code]).toEqual([
        ...[404, 'converter/no-picture'],
      ]);
    }
    expect((await ask(id, 'thumbnail?or=nothing')).status).toBe(204);
    expect(orders('png')).toHaveLength(asked);
  });

  it('should be closed to people who may not download, and to strangers', async () => {
    const id = await upload('Page.txt', 'a page');
    desk.server.faults = { result: PNG };
    expect((await ask(id, 'thumbnail', 'bob')).status).toBe(404);
    await desk.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      ...{ method: 'PUT', body: '{"role":"viewer","download":false}' },
      headers: { 'content-type': 'application/json' },
    });
    for (const what of ['thumbnail', 'preview'])
      expect((await ask(id, what, 'bob')).status).toBe(403);
    expect(orders('png')).toHaveLength(0);
    const list = await desk.kontor.fetchAs('bob', '/', { headers: { accept: 'text/html' } });
    expect(await list.text()).not.toContain(`/api/documents/${id}/thumbnail`);
    const own = await desk.kontor.fetchAs('alice', '/', { headers: { accept: 'text/html' } });
    expect(await own.text()).toContain(`/api/documents/${id}/thumbnail?version=1`);
  });

  it('should not exist for private documents, nor for formats without', async () => {
    const id = await upload('Private.txt', 'only for its people');
    const alice = await ZeroKnowledgePerson.register(desk.kontor, 'alice');
    await alice.send('PUT', `/api/documents/${id}/custody`, { custody: 'zero-knowledge' });
    for (const what of ['thumbnail', 'preview']) expect((await ask(id, what)).status).toBe(404);
    expect(desk.server.conversions.filter(({ title }) => title === 'Private.txt')).toEqual([]);
  });
});
