import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compoundFile, officeOpenXml, zipOf } from '../containers.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

interface DocumentJson {
  readonly id: string;
  readonly title: string;
  readonly etag: string;
  readonly role: string;
  readonly current_version: number;
}

/** As Excel 2003 saves "XML Spreadsheet", and many programs export under .xls. */
const SPREADSHEET_2003 = Buffer.from(
  '<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n' +
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ' +
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" ss:Name="2026"><Table><Row><Cell>' +
    '<Data ss:Type="String">Konto</Data></Cell></Row></Table></Worksheet></Workbook>\r\n',
);

describe('documents over HTTP', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });

  afterAll(() => kontor.stop());

  const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  async function upload(title: string, body: string | FormData): Promise<DocumentJson> {
    const response = await kontor.fetchAs(
      'alice',
      `/api/documents?title=${encodeURIComponent(title)}`,
      {
        method: 'POST',
        body,
      },
    );
    expect(response.status).toBe(201);
    const document = (await response.json()) as DocumentJson;
    expect(response.headers.get('location')).toMatch(new RegExp(`/api/documents/${document.id}$`));
    return document;
  }

  it('should describe an uploaded document as the contract says', async () => {
    const document = await upload('Grüsse & <b>.txt', 'hello');
    expect(document).toEqual({
      id: expect.any(String),
      title: 'Grüsse & <b>.txt',
      unsaved_changes: null,
      file_type: 'txt',
      state: 'active',
      owner: 'alice',
      custody: 'managed',
      role: 'owner',
      may: expect.arrayContaining(['read', 'download', 'edit', 'own']),
      version_group_id: expect.any(String),
      current_version: 1,
      size: 5,
      etag: expect.any(String),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      updated_at: expect.any(String),
      editors: [],
    });
    expect(await (await kontor.fetchAs('alice', `/api/documents/${document.id}`)).json()).toEqual(
      document,
    );
  });

  it.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'no/such-type'])(
    'should take bytes sent as %s',
    async (type) => {
      const response = await kontor.fetchAs('alice', '/api/documents?title=a.txt', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"not": parsed&=',
      });
      expect(response.status).toBe(201);
      const { id } = (await response.json()) as DocumentJson;
      const content = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
      expect(await content.text()).toBe('{"not": parsed&=');
    },
  );

  it('should take a multipart file and its name', async () => {
    const form = new FormData();
    form.set('file', new Blob(['from a form']), 'Form.txt');
    const response = await kontor.fetchAs('alice', '/api/documents', {
      method: 'POST',
      body: form,
    });
    expect(await response.json()).toMatchObject({ title: 'Form.txt', size: 11 });
  });

  it('should answer ranges, validators and a name for the download', async () => {
    const { id, etag } = await upload('Bericht "März".txt', '0123456789');
    const get = (headers: Record<string, string>) =>
      kontor.fetchAs('alice', `/api/documents/${id}/content`, { headers });
    const part = await get({ range: 'bytes=2-4' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(await part.text()).toBe('234');
    expect(await (await get({ range: 'bytes=-3' })).text()).toBe('789');
    expect((await get({ range: 'bytes=10-' })).status).toBe(416);
    expect((await get({ 'if-none-match': `"${etag}"` })).status).toBe(304);
    const whole = await get({});
    expect(whole.headers.get('etag')).toBe(`"${etag}"`);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Bericht%20%22M%C3%A4rz%22.txt",
    );
    const head = await kontor.fetchAs('alice', `/api/documents/${id}/content`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('10');
  });

  it('should replace content only on the state the caller has seen', async () => {
    const { id, etag } = await upload('a.txt', 'one');
    const put = (ifMatch: string, body: string) =>
      kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers: { 'if-match': ifMatch },
        body,
      });
    const replaced = await put(`"${etag}"`, 'two');
    expect(replaced.status).toBe(201);
    expect(await replaced.json()).toMatchObject({
      number: 2,
      state: 'current',
      origin: 'upload',
      author: 'alice',
    });
    const late = await put(`"${etag}"`, 'three');
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({ code: expect.stringContaining('/'), status: 412 });
  });

  it('should know an etag as a proxy that compresses rewrites it', async () => {
    const { id, etag } = await upload('a.txt', 'one');
    const put = (ifMatch: string) =>
      kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers: { 'if-match': ifMatch },
        body: 'two',
      });
    const first = await put(`W/"${etag}-gzip"`);
    expect(first.status).toBe(201);
    expect((await put(`"${etag}-gzip"`)).status).toBe(412);
    expect((await put(first.headers.get('etag')!.replace(/"$/, ';br"'))).status).toBe(201);
  });

  it('should not take a first content for a document that has some', async () => {
    const { id } = await upload('a.txt', 'one');
    const put = (headers: Record<string, string>) =>
      kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers,
        body: 'x',
      });
    const refused = await put({ 'if-none-match': '*' });
    expect([refused.status, (await refused.json()).code]).toEqual([412, 'documents/has-content']);
    expect((await put({})).status).toBe(400);
    const bytes = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await bytes.text()).toBe('one');
  });

  it('should take in what people have, whatever it looks like', async () => {
    const typed = '<!DOCTYPE html>\n\nNotes on how a page begins.\n';
    for (const [title, content] of [
      ['notes.md', Buffer.from(typed)],
      ['empty.txt', Buffer.alloc(0)],
      ['about.md', Buffer.from('%PDF-1.7\nHow a PDF file begins, and ends.\n%%EOF\n')],
      ['drawing.xml', Buffer.from('%PDF-1.4\n%%EOF')],
      ['pictures.xls', Buffer.from('GIF89a\tBM\r\n1\t2\r\n')],
      ['table.xls', Buffer.from('<table><tr><td>Konto</td></tr></table>')],
      ['list.xls', Buffer.from('Konto\tBetrag\r\n')],
      ['year.xls', SPREADSHEET_2003],
      ['year.xml', SPREADSHEET_2003],
      ['letter.doc', Buffer.from('{\\rtf1 Guten Tag}')],
      ['parts.xlsx', zipOf(officeOpenXml('xlsx', 'book/main.xml'))],
      ['secret.docx', compoundFile('EncryptedPackage', 400)],
    ] as const) {
      const response = await kontor.fetchAs('alice', `/api/documents?title=${title}`, {
        method: 'POST',
        body: Uint8Array.from(content),
      });
      expect([title, response.status]).toEqual([title, 201]);
      const { id, etag } = (await response.json()) as DocumentJson;
      const replaced = await kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', 'if-match': `"${etag}"` },
        body: Uint8Array.from(content),
      });
      expect([title, replaced.status]).toEqual([title, 201]);
      const bytes = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
      expect(Buffer.from(await bytes.arrayBuffer()).equals(content)).toBe(true);
    }
    const wrong = await kontor.fetchAs('alice', '/api/documents?title=a.docx', {
      method: 'POST',
      body: '%PDF-1.7\n%%EOF\n',
    });
    expect(wrong.status).toBe(422);
  });

  it('should leave out of a title what cannot be seen, and refuse a title of nothing else', async () => {
    const disguised = await upload('Rechnung\u202efdp\u2066\u200b.txt', 'one');
    expect(disguised.title).toBe('Rechnungfdp.txt');
    expect((await upload('\u200b\u202e.txt', 'one')).title).toBe('Document.txt');
    const rename = (title: string) =>
      kontor.fetchAs('alice', `/api/documents/${disguised.id}`, json('PATCH', { title }));
    expect(await (await rename('Be\u200bricht\u202e')).json()).toMatchObject({
      title: 'Bericht.txt',
    });
    expect((await rename('\u200b\u2800\u202e')).status).toBe(400);
  });

  it('should restore an earlier version as a new one', async () => {
    const { id, etag } = await upload('a.txt', 'one');
    await kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"` },
      body: 'two',
    });
    const restored = await kontor.fetchAs('alice', `/api/documents/${id}/versions/1/restore`, {
      method: 'POST',
    });
    expect(restored.status).toBe(201);
    const list = await kontor.fetchAs('alice', `/api/documents/${id}/versions`);
    expect(await list.json()).toMatchObject({
      version_group_id: expect.any(String),
      versions: [
        {
          number: 3,
          state: 'current',
          origin: 'restore',
          shards: { present: 6, required: 4, total: 6 },
        },
        { number: 2, state: 'archived' },
        { number: 1, state: 'archived', editing_session_id: null },
      ],
    });
    expect(await (await kontor.fetchAs('alice', `/api/documents/${id}/content`)).text()).toBe(
      'one',
    );
  });

  it('should list versions in pages, and skip or repeat none that is added meanwhile', async () => {
    const { id } = await upload('Pages.txt', 'one');
    const restore = () =>
      kontor.fetchAs('alice', `/api/documents/${id}/versions/1/restore`, { method: 'POST' });
    for (let n = 2; n <= 5; n++) await restore();
    const page = async (query: string) =>
      (await kontor.fetchAs('alice', `/api/documents/${id}/versions?${query}`)).json();
    const first = await page('limit=2');
    expect(first.versions.map(({ number }: { number: number }) => number)).toEqual([5, 4]);
    expect(first.versions[0].file_type).toBe('txt');
    await restore();
    const second = await page(`limit=2&cursor=${first.next_cursor}`);
    expect(second.versions.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    const last = await page(`limit=2&cursor=${second.next_cursor}`);
    expect([
      last.versions.map(({ number }: { number: number }) => number),
      last.next_cursor,
    ]).toEqual([[1], null]);
    expect((await page('limit=6')).next_cursor).toBeNull();
    const beyond = Buffer.from('[1]').toString('base64url');
    expect((await page(`cursor=${beyond}`)).versions).toEqual([]);
    for (const bad of ['limit=0', 'limit=201', 'cursor=x'])
      expect((await page(bad)).status).toBe(400);
  });

  it('should share, narrow and end access, and tell strangers nothing', async () => {
    const { id } = await upload('Shared.txt', 'text');
    const asBob = (path: string, init?: RequestInit) =>
      kontor.fetchAs('bob', `/api/documents/${id}${path}`, init);
    const share = (role: string) =>
      kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, json('PUT', { role }));

    expect((await asBob('')).status).toBe(404);
    expect((await kontor.fetchAs('admin', `/api/documents/${id}`)).status).toBe(404);
    expect((await share('viewer')).ok).toBe(true);
    expect(await (await asBob('')).json()).toMatchObject({ role: 'viewer' });
    expect((await asBob('', json('PATCH', { title: 'Mine.txt' }))).status).toBe(403);
    expect((await share('editor')).ok).toBe(true);
    expect((await asBob('', json('PATCH', { title: 'Ours.txt' }))).status).toBe(200);
    expect((await asBob('/shares')).status).toBe(403);
    expect((await asBob('', { method: 'DELETE' })).status).toBe(403);
    expect(
      (await kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, { method: 'DELETE' }))
        .status,
    ).toBe(204);
    expect((await asBob('')).status).toBe(404);
  });

  it('should take a deleted document back', async () => {
    const { id } = await upload('Gone.txt', 'text');
    expect(
      (await kontor.fetchAs('alice', `/api/documents/${id}`, { method: 'DELETE' })).status,
    ).toBe(204);
    expect((await kontor.fetchAs('alice', `/api/documents/${id}`)).status).toBe(404);
    expect(
      (await kontor.fetchAs('alice', `/api/documents/${id}/restore`, { method: 'POST' })).ok,
    ).toBe(true);
    expect((await kontor.fetchAs('alice', `/api/documents/${id}`)).status).toBe(200);
  });

  it('should list by title, page by page, without gaps or repeats', async () => {
    const titles = [
      'Zebra 100%.txt',
      'zebra two.txt',
      'ZEBRA three.txt',
      'Zebra four.txt',
      'Zebra five.txt',
    ];
    for (const title of titles) await upload(title, 'x');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await kontor.fetchAs('alice', `/api/documents?q=zebra&limit=2&cursor=${cursor}`);
      const { documents, next_cursor } = (await page.json()) as {
        documents: DocumentJson[];
        next_cursor: string | null;
      };
      expect(documents.length).toBeLessThanOrEqual(2);
      seen.push(...documents.map(({ title }) => title));
      cursor = next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(titles.toReversed());
    const literal = await kontor.fetchAs('alice', `/api/documents?q=${encodeURIComponent('100%')}`);
    expect(((await literal.json()) as { documents: unknown[] }).documents).toHaveLength(1);
  });

  it.each([
    ['an unknown extension', 'a.exe', 'MZ', 415],
    ['no extension', 'a', 'text', 415],
    ['a container that does not match', 'a.docx', 'plain text', 422],
    ['a title with a path', '../a.txt', 'text', 400],
  ])('should refuse %s with a problem', async (_, title, body, status) => {
    const response = await kontor.fetchAs(
      'alice',
      `/api/documents?title=${encodeURIComponent(title)}`,
      {
        method: 'POST',
        body,
      },
    );
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      status,
      code: expect.stringMatching(/^[a-z-]+\/[a-z-]+$/),
      detail: expect.any(String),
      correlation_id: response.headers.get('x-correlation-id'),
    });
  });

  it('should refuse input that does not fit its schema with 400', async () => {
    const { id } = await upload('a.txt', 'x');
    for (const body of ['{', '{}', '{"title": 7}', '[]']) {
      const response = await kontor.fetchAs('alice', `/api/documents/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([body, response.status]).toEqual([body, 400]);
    }
    expect((await kontor.fetchAs('alice', '/api/documents?limit=none')).status).toBe(400);
    expect((await kontor.fetchAs('alice', '/api/documents/not-an-id')).status).toBe(404);
  });
});

describe('a size limit', () => {
  it('should be named in the answer and leave nothing behind', async () => {
    const kontor = await startKontor({ KONTOR_MAX_FILE_BYTES: '1000' });
    const send = (init: RequestInit) =>
      kontor.fetchAs('alice', '/api/documents?title=a.txt', { method: 'POST', ...init });
    const declared = await send({ body: 'x'.repeat(1001) });
    expect(declared.status).toBe(413);
    expect(await declared.json()).toMatchObject({ detail: expect.stringMatching(/1[ ,.'’]?000/) });
    const chunked = await send({
      body: new Blob(['x'.repeat(5000)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    const list = await kontor.fetchAs('alice', '/api/documents');
    expect(await list.json()).toEqual({ documents: [], next_cursor: null });
    await kontor.stop();
  });
});
