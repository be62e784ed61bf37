import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TwoInstances } from '../two-instances.js';
import { UploadLeftBehind } from '../upload-left-behind.js';
import { newApplication, type Application } from '../webhook-desk.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;
type By = (path: string, init?: RequestInit) => Promise<Response>;

const TUS = { 'tus-resumable': '1.0.0' };
const TEXT = 'Dear all, this comes in two pieces.';
const HALF = 16;
const named = (title: string) => ({
  'upload-metadata': `filename ${Buffer.from(title).toString('base64')}`,
});

/** By the protocol itself; what the client package makes of it is in client-package.spec.ts. */
describe('an upload that resumes', () => {
  let both: TwoInstances;
  let here: By;
  let there: By;
  let application: Application;

  beforeAll(async () => {
    both = await TwoInstances.start({ KONTOR_UPLOADS_PER_PERSON: '4' });
    here = (path, init) => both.here.fetchAs('alice', path, init);
    there = (path, init) => both.there.fetchAs('alice', path, init);
    application = await newApplication(both.here, ['documents:read', 'act-for-people']);
  });
  afterAll(() => both?.stop());

  const begin = (by: By, path: string, headers: Record<string, string> = {}) =>
    by(path, {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(TEXT.length), ...headers },
    });
  const send = (by: By, location: string, from: number, to = TEXT.length) =>
    by(location, {
      method: 'PATCH',
      headers: {
        ...{ ...TUS, 'upload-offset': String(from) },
        'content-type': 'application/offset+octet-stream',
      },
      body: TEXT.slice(from, to),
    });
  const head = (by: By, location: string) => by(location, { method: 'HEAD', headers: TUS });
  const json = async (response: Promise<Response>): Promise<Wire> => (await response).json();
  const titles = async (by: By): Promise<string[]> =>
    (await json(by('/api/documents'))).documents.map(({ title }: Wire) => title);
  const create = async (title: string): Promise<Wire> =>
    json(here(`/api/documents?title=${title}`, { method: 'POST', body: 'first' }));
  const locationOf = ({ headers }: Response): string => headers.get('location')!;

  it('should go on at another instance, and be there with its last byte', async () => {
    const begun = await begin(here, '/api/uploads', named('Zwei Teile.txt'));
    expect([begun.status, begun.headers.get('upload-offset')]).toEqual([201, '0']);
    const location = locationOf(begun);
    expect((await send(here, location, 0, HALF)).headers.get('upload-offset')).toBe(`${HALF}`);
    expect(await titles(there)).not.toContain('Zwei Teile.txt');
    const standing = await head(there, location);
    expect(standing.headers.get('upload-offset')).toBe(`${HALF}`);
    expect(standing.headers.get('upload-length')).toBe(`${TEXT.length}`);
    expect(standing.headers.get('location')).toBeNull();
    const wrong = await send(there, location, 0);
    expect([wrong.status, (await wrong.json()).code]).toEqual([400, 'documents/wrong-offset']);
    const last = await send(there, location, HALF);
    expect(last.status).toBe(204);
    const became = locationOf(last);
    expect(await json(here(became))).toMatchObject({
      ...{ title: 'Zwei Teile.txt', owner: 'alice', current_version: 1, size: TEXT.length },
    });
    expect(await (await here(`${became}/content`)).text()).toBe(TEXT);
    // An answer that was lost, asked for again.
    expect(locationOf(await head(here, location))).toBe(became);
    expect(locationOf(await send(here, location, TEXT.length))).toBe(became);
    const { entries } = await json(
      both.here.fetchAs('admin', `/api/admin/audit?document=${became.split('/').at(-1)}`),
    );
    expect(entries.map(({ action }: Wire) => action).toSorted()).toEqual([
      'document.created',
      'document.downloaded',
      'version.saved',
    ]);
  });

  it('should go on where a connection that nobody closes left it', async () => {
    const location = locationOf(await begin(here, '/api/uploads', named('Im Zug.txt')));
    const { url, tokenOf } = both.here;
    const token = await tokenOf('alice');
    const left = await UploadLeftBehind.at(url + location, token, Buffer.from(TEXT), HALF);
    const offset = async () => Number((await head(here, location)).headers.get('upload-offset'));
    expect(await left.offset(offset)).toBe(HALF);
    const became = locationOf(await send(there, location, HALF));
    expect(await (await here(`${became}/content`)).text()).toBe(TEXT);
    left.close();
  });

  it('should replace what it was begun for, and nothing that came meanwhile', async () => {
    const { id, etag } = await create('Ersetzt.txt');
    const path = `/api/documents/${id}/uploads`;
    expect((await begin(here, path)).status).toBe(400);
    const stale = await begin(here, path, { 'if-match': '"another"' });
    expect([stale.status, (await stale.json()).code]).toEqual([412, 'documents/etag-differs']);
    const [one, other] = [
      locationOf(await begin(here, path, { 'if-match': `W/"${etag}-gzip"` })),
      locationOf(await begin(here, path, { 'if-match': `"${etag}"` })),
    ];
    for (const location of [one, other]) await send(here, location, 0, HALF);
    const first = await send(there, one, HALF);
    expect([first.status, locationOf(first)]).toEqual([
      204,
      `/api/documents/${id}/content?version=2`,
    ]);
    const late = await send(here, other, HALF);
    expect([late.status, (await late.json()).code]).toEqual([412, 'documents/etag-differs']);
    const { versions } = await json(here(`/api/documents/${id}/versions`));
    expect(versions.map(({ origin, size }: Wire) => [origin, size])).toEqual([
      ['upload', TEXT.length],
      ['upload', 5],
    ]);
    expect((await here(other, { method: 'DELETE', headers: TUS })).status).toBe(204);
    expect((await head(there, other)).status).toBe(404);
  });

  it('should end where its person loses the right', async () => {
    const { id, etag } = await create('Geteilt.txt');
    const share = `/api/documents/${id}/shares/bob`;
    const headers = { 'content-type': 'application/json' };
    await here(share, { method: 'PUT', headers, body: JSON.stringify({ role: 'editor' }) });
    const bob: By = (path, init) => both.there.fetchAs('bob', path, init);
    const location = locationOf(
      await begin(bob, `/api/documents/${id}/uploads`, { 'if-match': `"${etag}"` }),
    );
    expect((await send(bob, location, 0, HALF)).status).toBe(204);
    // The address alone is nobody's right.
    expect((await head(there, location)).status).toBe(404);
    expect((await here(share, { method: 'DELETE' })).status).toBe(204);
    expect((await send(bob, location, HALF)).status).toBe(404);
    expect(await json(here(`/api/documents/${id}`))).toMatchObject({ current_version: 1 });
  });

  it('should be refused before its first byte where it could not be kept', async () => {
    const refused = async (headers: Record<string, string>): Promise<[number, string]> => {
      const answer = await begin(here, '/api/uploads', headers);
      return [answer.status, (await answer.json()).code];
    };
    expect(await refused(named('Program.exe'))).toEqual([415, 'documents/unsupported-format']);
    const large = { ...named('Gross.txt'), 'upload-length': '900000000000' };
    expect(await refused(large)).toEqual([413, 'documents/too-large']);
    expect(await refused({ 'tus-resumable': '0.2.2' })).toEqual([412, 'documents/tus-version']);
    expect(await refused({ 'upload-length': 'many' })).toEqual([400, 'documents/bad-upload']);
    const byApplication = await application.call('POST', '/api/uploads', undefined, 'alice');
    expect((await byApplication.json()).code).toBe('access/scope-missing');
    const bob: By = (path, init) => both.here.fetchAs('bob', path, init);
    for (let n = 0; ; n++) {
      const answer = await begin(bob, '/api/uploads', named(`${n}.txt`));
      if (answer.status === 201) continue;
      // One of bob's is still under way from before.
      expect([answer.status, n]).toEqual([429, 3]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      break;
    }
  });
});
