import { describe, expect, it } from '@jest/globals';
import { compoundFile, officeOpenXml, zipOf } from '../containers.js';
import { triedDesk } from '../tried-desk.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('documents in other formats', () => {
  const desk = triedDesk();
  const docx = zipOf(officeOpenXml('docx', 'word/document.xml'));

  const as = (username: string, path: string, init?: RequestInit) =>
    desk.kontor.fetchAs(username, path, init);
  const json = async (response: Promise<Response>): Promise<Wire> => (await response).json();
  const upload = async (title: string, body: string): Promise<string> =>
    (await json(as('alice', `/api/documents?title=${title}`, { method: 'POST', body }))).id;
  const convert = (id: string, body: object, username = 'alice') =>
    as(username, `/api/documents/${id}/convert`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const conversions = () => desk.server.conversions;
  const sources = () => desk.server.sources.map(String);
  const versions = async (id: string) =>
    (await json(as('alice', `/api/documents/${id}/versions`))).versions;

  it('should give any version as another format, and keep nothing of it', async () => {
    const id = await upload('Bericht für März.txt', 'first');
    const { etag } = await json(as('alice', `/api/documents/${id}`));
    await as('alice', `/api/documents/${id}/content`, {
      ...{ method: 'PUT', body: 'second' },
      headers: { 'if-match': `"${etag}"` },
    });
    desk.server.faults = { result: PDF, notYet: 2 };
    const response = await as('alice', `/api/documents/${id}/content?as=pdf&version=1`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Bericht%20f%C3%BCr%20M%C3%A4rz.pdf",
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF);
    expect(sources()).toEqual(['first']);
    expect(new Set(conversions().map(({ key }) => key)).size).toBe(1);
    expect(await versions(id)).toHaveLength(2);

    await (await as('alice', `/api/documents/${id}/content?as=pdf`)).arrayBuffer();
    expect(sources()).toEqual(['first', 'second']);
    expect(new Set(conversions().map(({ key }) => key)).size).toBe(2);
  });

  it('should make the document one of the other format', async () => {
    const id = await upload('Notes.txt', 'text');
    desk.server.faults = { result: docx };
    const response = await convert(id, { to: 'docx', password: 'of the file' });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ number: 2, state: 'current' });
    expect(conversions()[0]).toMatchObject({
      ...{ filetype: 'txt', outputtype: 'docx', password: 'of the file' },
    });
    expect(await json(as('alice', `/api/documents/${id}`))).toMatchObject({
      ...{ title: 'Notes.docx', file_type: 'docx', current_version: 2 },
    });
    const first = await as('alice', `/api/documents/${id}/content?version=1`);
    expect(first.headers.get('content-disposition')).toContain('Notes.txt');
    expect(await first.text()).toBe('text');
  });

  it.each([
    [{ converterError: -1 }, 422, 'converter/failed'],
    [{ converterError: -2 }, 503, 'converter/timeout'],
    [{ converterError: -3 }, 422, 'converter/failed'],
    [{ converterError: -4 }, 502, 'converter/source-unreachable'],
    [{ converterError: -5 }, 422, 'converter/password-needed'],
    [{ converterError: -6 }, 503, 'converter/unavailable'],
    [{ converterError: -7 }, 422, 'converter/unknown-format'],
    [{ converterError: -8 }, 503, 'converter/unavailable'],
    [{ converterError: -9 }, 422, 'converter/unknown-format'],
    [{ converterError: -10 }, 422, 'converter/too-large'],
    [{ converterError: 0 }, 422, 'converter/failed'],
    [{ answers: { '/converter': 'html' } }, 503, 'converter/unavailable'],
    [{ answers: { '/converter': 502 } }, 503, 'converter/unavailable'],
    [{ result: 'html' }, 422, 'converter/failed'],
    [{ result: 'missing' }, 422, 'converter/failed'],
    [{ result: 'empty' }, 422, 'converter/failed'],
    [{ result: PDF.subarray(0, 20) }, 422, 'converter/failed'],
  ] as const)(
    'should say what failed, and keep no version: case %#',
    async (faults, status, code) => {
      const id = await upload('Notes.txt', 'text');
      desk.server.faults = faults;
      for (const response of [
        await convert(id, { to: 'docx' }),
        await as('alice', `/api/documents/${id}/content?as=docx`),
      ]) {
        expect([response.status, (await json(Promise.resolve(response))).code]).toEqual([
          status,
          code,
        ]);
      }
      expect(await versions(id)).toHaveLength(1);
    },
  );

  it.each([{ error: null }, { error: 0 }, { fileType: null }, { percent: 'all' }])(
    'should not mind %j in the answers',
    async (converterAdds) => {
      const id = await upload('Notes.txt', 'text');
      desk.server.faults = { result: docx, notYet: 1, converterAdds };
      const response = await convert(id, { to: 'docx' });
      expect([response.status, await json(Promise.resolve(response))]).toMatchObject([
        201,
        { number: 2, state: 'current' },
      ]);
    },
  );

  it('should convert an upload when asked: the original is version 1', async () => {
    desk.server.faults = { result: docx };
    const uploadAs = (title: string, to: string, body = 'text') =>
      as('alice', `/api/documents?title=${title}&convert_to=${to}`, { method: 'POST', body });
    const created = await uploadAs('Notes.txt', 'docx');
    expect(created.status).toBe(201);
    const document: Wire = await created.json();
    expect(document).toMatchObject({
      ...{ title: 'Notes.docx', file_type: 'docx', current_version: 2 },
    });
    expect(document).not.toHaveProperty('not_converted');
    expect(await versions(document.id)).toMatchObject([
      { number: 2, file_type: 'docx' },
      { number: 1, file_type: 'txt' },
    ]);

    desk.server.faults = { converterError: -5 };
    const locked = await uploadAs('Locked.txt', 'docx');
    expect([locked.status, await json(Promise.resolve(locked))]).toMatchObject([
      201,
      {
        ...{ title: 'Locked.txt', file_type: 'txt', current_version: 1 },
        not_converted: {
          code: 'converter/password-needed',
          detail: expect.stringContaining('error -5'),
        },
      },
    ]);

    const before = (await json(as('alice', '/api/documents?limit=200'))).documents.length;
    const impossible = await uploadAs('Notes.txt', 'xlsx');
    expect(impossible.status).toBe(422);
    expect(await impossible.json()).toMatchObject({ code: 'converter/unknown-format' });
    const after = (await json(as('alice', '/api/documents?limit=200'))).documents.length;
    expect(after).toBe(before);
  });

  it('should keep nothing of a result that is too large or breaks off', async () => {
    const id = await upload('Notes.txt', 'text');
    desk.server.faults = { result: Buffer.concat([docx, Buffer.alloc(3_000_000)]) };
    expect((await convert(id, { to: 'docx' })).status).toBe(413);
    desk.server.faults = { result: 'breaks-off' };
    expect((await convert(id, { to: 'docx' })).status).toBe(503);
    expect(await versions(id)).toHaveLength(1);
    const whole = as('alice', `/api/documents/${id}/content?as=docx`).then((r) => r.arrayBuffer());
    await expect(whole).rejects.toThrow();
  });

  it('should refuse what the table does not offer, and say what it does', async () => {
    const id = await upload('Notes.txt', 'text');
    const refused = await as('alice', `/api/documents/${id}/content?as=xlsx`);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      code: 'converter/unknown-format',
      data: { possible: expect.arrayContaining(['docx', 'pdf', 'odt']) },
    });
    expect((await as('alice', `/api/documents/${id}/content?as=../x`)).status).toBe(400);
    expect((await convert(id, { to: 'png' })).status).toBe(422);
    expect((await convert(id, { to: 'docx', more: true })).status).toBe(400);
    expect(conversions()).toEqual([]);
  });

  it('should ask for rights before it converts', async () => {
    const id = await upload('Notes.txt', 'text');
    expect((await as('bob', `/api/documents/${id}/content?as=docx`)).status).toBe(404);
    expect((await convert(id, { to: 'docx' }, 'bob')).status).toBe(404);
    await as('alice', `/api/documents/${id}/shares/bob`, {
      ...{ method: 'PUT', body: '{"role":"viewer"}' },
      headers: { 'content-type': 'application/json' },
    });
    expect((await convert(id, { to: 'docx' }, 'bob')).status).toBe(403);
    expect(conversions()).toEqual([]);
  });

  it('should give the source to the Document Server and to nobody else', async () => {
    const id = await upload('Notes.txt', 'secret');
    desk.server.faults = { result: PDF };
    await (await as('alice', `/api/documents/${id}/content?as=pdf`)).arrayBuffer();
    const url = String(conversions()[0]?.url);
    expect((await fetch(url)).status).toBe(403);
    const other = new URL(url);
    other.searchParams.set('cap', 'A'.repeat(80));
    expect((await fetch(other)).status).toBe(403);
    expect(url).not.toContain(id);
  });

  it('should edit an old format as the one that follows it, once the person agrees', async () => {
    const file = compoundFile('WordDocument', 3);
    const { id } = await json(
      as('alice', '/api/documents?title=Old letter.doc', {
        method: 'POST',
        body: new Uint8Array(file),
      }),
    );
    const open = (fields: object, username = 'alice') =>
      as(username, '/api/eurooffice/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ file_id: id, ...fields }),
      });
    const looked = await json(open({}));
    expect([looked.config.editorConfig.mode, looked.converts_to]).toEqual(['view', 'docx']);
    const refused = await open({ mode: 'edit' });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      ...{ code: 'editor-connector/converts-first', data: { to: 'docx' } },
    });
    const { session_id, config, converts_to } = await json(open({ mode: 'edit', convert: true }));
    expect([config.editorConfig.mode, config.document.fileType, converts_to]).toEqual([
      ...['edit', 'doc', null],
    ]);
    const key = encodeURIComponent(config.document.key);
    const opening = (query: string) =>
      json(as('alice', `/api/eurooffice/opening/${id}?key=${key}${query}`));
    expect((await opening('&convert=true')).mode).toBe('edit');
    expect((await opening('')).mode).toBe('view');

    desk.server.faults = { result: docx };
    const report = {
      ...{
        key: config.document.key,
        status: 2,
        filetype: 'docx',
        users: [config.editorConfig.user.id],
      },
      url: `${desk.server.url}/cache/files/data/${session_id}/output.docx`,
    };
    const saved = await fetch(config.editorConfig.callbackUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...report, token: desk.server.sign(report) }),
    });
    expect(await saved.json()).toEqual({ error: 0 });
    expect(await json(as('alice', `/api/documents/${id}`))).toMatchObject({
      ...{ title: 'Old letter.docx', file_type: 'docx', current_version: 2 },
    });
    const first = await as('alice', `/api/documents/${id}/content?version=1`);
    expect(Buffer.from(await first.arrayBuffer())).toEqual(file);
    // The editor's history shows both, each in its own format.
    const past = await json(as('alice', `/api/eurooffice/history/${id}`));
    expect(past.history.map(({ version }: Wire) => version)).toEqual([1, 2]);
    const reading = await json(open({ mode: 'view' }));
    for (const [number, fileType] of [
      [1, 'doc'],
      [2, 'docx'],
    ] as const) {
      const session = `session_id=${reading.session_id}`;
      const shown = await json(as('alice', `/api/eurooffice/history/${id}/${number}?${session}`));
      expect([shown.version, shown.fileType]).toEqual([number, fileType]);
    }
    const second = await as('alice', `/api/documents/${id}/content`);
    expect(Buffer.from(await second.arrayBuffer())).toEqual(docx);
  });
});
