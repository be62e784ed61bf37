import { describe, expect, it } from '@jest/globals';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { triedDesk } from '../tried-desk.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const PNG = Buffer.from([...Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...Buffer.alloc(40)]);

describe('files between the editor and the desk', () => {
  const desk = triedDesk({ KONTOR_MAX_FILE_BYTES: '2000' });
  /** What the Document Server made of what is open, in a folder of its key. */
  const saved = async (id: string, who = 'alice'): Promise<string> => {
    const session: Wire = await (await post(who, 'session', { file_id: id })).json();
    const { key } = session.config.document;
    return `${desk.server.url}/cache/files/data/${key}_7/output.txt/output.txt?md5=x`;
  };

  const post = (who: string, path: string, body: object): Promise<Response> =>
    desk.kontor.fetchAs(who, `/api/eurooffice/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const upload = async (
    title: string,
    body: string | Buffer<ArrayBuffer>,
    who = 'alice',
  ): Promise<string> => {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    const response = await desk.kontor.fetchAs(who, path, { method: 'POST', body });
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  };
  const share = (id: string, role: string, switches: object = {}) =>
    desk.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role, ...switches }),
    });
  const titles = async (who: string): Promise<string[]> => {
    const list: Wire = await (await desk.kontor.fetchAs(who, '/api/documents')).json();
    return list.documents.map(({ title }: { title: string }) => title);
  };
  /** As the Document Server does, with its own token. */
  const fetched = (
    url: string,
    token = desk.server.sign({ payload: { url } }),
  ): Promise<Response> => fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const code = async (response: Response): Promise<unknown> =>
    ((await response.json()) as { code?: string }).code;

  describe('save as', () => {
    const saveAs = async (id: string, over: object = {}, who = 'alice') =>
      post(who, 'save-as', {
        ...{ document_id: id, title: 'Copy.txt', file_type: 'txt' },
        url: 'url' in over ? undefined : await saved(id, who),
        ...over,
      });

    it('should make a new document of who asked, and no version', async () => {
      const id = await upload('Plan.txt', 'first');
      await share(id, 'viewer');
      desk.server.faults = { result: Buffer.from('a copy') };
      const response = await saveAs(id, {}, 'bob');
      expect(response.status).toBe(201);
      const made: Wire = await response.json();
      expect(made).toMatchObject({ title: 'Copy.txt', owner: 'bob', current_version: 1 });
      const content = await desk.kontor.fetchAs('bob', `/api/documents/${made.id}/content`);
      expect(await content.text()).toBe('a copy');
      const before: Wire = await (
        await desk.kontor.fetchAs('alice', `/api/documents/${id}`)
      ).json();
      expect(before.current_version).toBe(1);
    });

    it('should never fetch from another server than the configured one', async () => {
      const id = await upload('Elsewhere.txt', 'first');
      desk.server.faults = { result: Buffer.from('ours') };
      const url = (await saved(id)).replace(desk.server.url, 'http://127.0.0.1:9');
      const made: Wire = await (await saveAs(id, { url })).json();
      const content = await desk.kontor.fetchAs('alice', `/api/documents/${made.id}/content`);
      expect(await content.text()).toBe('ours');
      const other = await saveAs(id, { url: `${desk.server.url}/healthcheck` });
      expect([other.status, await code(other)]).toEqual([422, 'editor-connector/save-as-refused']);
    });

    it('should take files of the open document alone, under whatever key of it', async () => {
      const [id, other] = [await upload('Mine.txt', 'one'), await upload('Other.txt', 'two')];
      desk.server.faults = { result: Buffer.from('a copy') };
      const url = await saved(other);
      for (const wrong of [url, url.replace(/data\/[^/]+/, 'data/somebody-else_7')]) {
        const refused = await saveAs(id, { url: wrong });
        expect([refused.status, await code(refused)]).toEqual([
          422,
          'editor-connector/save-as-refused',
        ]);
      }
      expect((await saveAs(other, { url })).status).toBe(201);
    });

    it.each([
      ['a web page', { result: 'html' as const }, 'docx', 422, 'editor-connector/save-as-refused'],
      ['another format', { result: PNG }, 'docx', 422, 'documents/wrong-container'],
      ['a huge file', { result: Buffer.alloc(3000, 97) }, 'txt', 413, 'documents/too-large'],
      ['nothing', { result: 'missing' as const }, 'txt', 422, 'editor-connector/save-as-refused'],
    ])('should refuse %s, and leave nothing', async (_, faults, fileType, status, expected) => {
      const id = await upload('Faults.txt', 'first');
      const before = await titles('alice');
      desk.server.faults = faults;
      const response = await saveAs(id, { title: 'Bad', file_type: fileType });
      expect([response.status, await code(response)]).toEqual([status, expected]);
      expect(await titles('alice')).toEqual(before);
    });

    it('should need the right to download', async () => {
      const id = await upload('Closed.txt', 'first');
      await share(id, 'editor', { download: false });
      expect((await saveAs(id, {}, 'bob')).status).toBe(403);
      const hidden = await upload('Hidden.txt', 'x');
      expect((await saveAs(hidden, { url: await saved(hidden) }, 'bob')).status).toBe(404);
    });
  });

  describe('download as', () => {
    const download = async (id: string, over: object = {}, who = 'alice') =>
      post(who, 'download-as', {
        ...{ document_id: id, file_type: 'txt' },
        url: 'url' in over ? undefined : await saved(id, who),
        ...over,
      });
    const state = async (id: string): Promise<Wire> => {
      const document: Wire = await (
        await desk.kontor.fetchAs('alice', `/api/documents/${id}`)
      ).json();
      return [document.current_version, await titles('alice'), await titles('bob')];
    };

    it('should pass on what the Document Server made, and keep nothing', async () => {
      const id = await upload('Zürich.txt', 'first');
      await share(id, 'viewer');
      const before = await state(id);
      desk.server.faults = { result: Buffer.from('made of what is open') };
      const response = await download(id, { file_type: 'TXT' }, 'bob');
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('made of what is open');
      expect(response.headers.get('content-type')).toBe('text/plain');
      expect(response.headers.get('content-disposition')).toContain("UTF-8''Z%C3%BCrich.txt");
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(await state(id)).toEqual(before);
    });

    it('should obey the switch of the share, whatever address is named', async () => {
      const id = await upload('Kept back.txt', 'first');
      desk.server.faults = { result: Buffer.from('made') };
      const url = await saved(id);
      await share(id, 'editor', { download: false });
      expect((await download(id, { url }, 'bob')).status).toBe(403);
      const hidden = await upload('Not shared.txt', 'x');
      expect((await download(hidden, { url }, 'bob')).status).toBe(404);
    });

    it('should fetch from the configured desk.server, and files of the open document alone', async () => {
      const [id, other] = [await upload('One.txt', 'one'), await upload('Two.txt', 'two')];
      desk.server.faults = { result: Buffer.from('ours') };
      const url = await saved(id);
      const elsewhere = await download(id, {
        url: url.replace(desk.server.url, 'http://127.0.0.1:9'),
      });
      expect(await elsewhere.text()).toBe('ours');
      for (const wrong of [
        await saved(other),
        `${desk.server.url}/healthcheck`,
        url.replace(/data\/[^/]+/, 'data/somebody-else_7'),
      ]) {
        const refused = await download(id, { url: wrong });
        expect([refused.status, await code(refused)]).toEqual([
          422,
          'editor-connector/download-as-refused',
        ]);
      }
    });

    it('should be how a private document becomes a PDF, from the editor alone', async () => {
      const id = await upload('Private.txt', 'only ours');
      const url = await saved(id);
      const person = await ZeroKnowledgePerson.register(desk.kontor, 'alice');
      const made = await person.send('PUT', `/api/documents/${id}/custody`, {
        custody: 'zero-knowledge',
      });
      expect(made.ok).toBe(true);
      const page = await desk.kontor.fetchAs('alice', `/documents/${id}`, {
        headers: { accept: 'text/html', 'accept-language': 'en' },
      });
      const html = await page.text();
      expect(html).toContain(`/edit/${id}?download_as=pdf`);
      expect(html).not.toContain('/export?as=');
      desk.server.faults = { result: Buffer.from('made by the editor') };
      const response = await download(id, { url });
      expect([response.status, await response.text()]).toEqual([200, 'made by the editor']);
      // The server itself converts none, and makes no copy of it.
      const converted = await desk.kontor.fetchAs('alice', `/api/documents/${id}/content?as=pdf`);
      expect(converted.status).toBeGreaterThanOrEqual(400);
      const copy = await post('alice', 'save-as', {
        ...{ document_id: id, title: 'Copy.txt', file_type: 'txt', url },
      });
      expect([copy.status, await code(copy)]).toEqual([403, 'editor-connector/private-document']);
    });

    it.each([
      ['a web page', { result: 'html' as const }, 'docx', 422],
      ['another format', { result: PNG }, 'docx', 422],
      ['nothing', { result: 'missing' as const }, 'txt', 422],
      ['half of a file', { result: 'breaks-off' as const }, 'docx', 503],
    ])('should refuse %s before its first byte is sent', async (what, faults, type, status) => {
      const id = await upload('Broken.txt', 'first');
      const before = await state(id);
      const url = await saved(id);
      desk.server.faults = faults;
      const response = await download(id, { url, file_type: type });
      if (status === 503) {
        // Its beginning was sent by then: the transfer breaks, and no client takes it for whole.
        await expect(response.arrayBuffer()).rejects.toThrow();
      } else
        expect([what, response.status, await code(response)]).toEqual([
          ...[what, status, 'editor-connector/download-as-refused'],
        ]);
      expect(await state(id)).toEqual(before);
    });
  });

  describe('a file that goes into an open document', () => {
    const lend = (who: string, body: object) => post(who, 'lend', body);

    it('should be handed to the Document Server, signed and for this purpose', async () => {
      const open = await upload('Letter.txt', 'Dear');
      const image = await upload('Seal.png', PNG);
      const argument: Wire = await (
        await lend('alice', { document_id: open, picked_id: image, c: 'add' })
      ).json();
      const [{ fileType, url }] = argument.images;
      expect([argument.c, fileType]).toEqual(['add', 'png']);
      const claims: Wire = JSON.parse(
        Buffer.from(argument.token.split('.')[1], 'base64url').toString(),
      );
      expect(claims).toMatchObject({ c: 'add', images: argument.images });
      const response = await fetched(url);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);

      expect((await fetch(url)).status).toBe(403);
      expect((await fetched(url, 'x.y.z')).status).toBe(403);
      expect((await fetched(url.replace('/image/', '/document/'))).status).toBe(403);
    });

    it('should not be read with the capability of another', async () => {
      const open = await upload('Both.txt', 'Dear');
      const urls = [];
      for (const title of ['a.txt', 'b.docx.txt']) {
        const picked = await upload(title, title);
        const argument = await lend('alice', {
          document_id: open,
          picked_id: picked,
          c: 'compare',
        });
        urls.push(new URL((await argument.json()).url));
      }
      const [first, second] = urls as [URL, URL];
      second.search = first.search;
      expect((await fetched(second.href)).status).toBe(403);
    });

    it('should be refused when the right is lost between the choice and the fetch', async () => {
      const open = await upload('Own.txt', 'Dear', 'bob');
      const picked = await upload('Lent.txt', 'text');
      await share(picked, 'viewer');
      const argument: Wire = await (
        await lend('bob', { document_id: open, picked_id: picked, c: 'compare' })
      ).json();
      expect(argument).toMatchObject({ c: 'compare', fileType: 'txt' });
      await share(picked, 'viewer', { download: false });
      expect((await fetched(argument.url)).status).toBe(403);
    });

    it('should need what the roles say, and a file of that kind', async () => {
      const mine = await upload('Mine.txt', 'Dear');
      const text = await upload('Text.txt', 'text');
      const body = { document_id: mine, picked_id: text };
      const wrong = await lend('alice', { ...body, c: 'mailmerge' });
      expect([wrong.status, await code(wrong)]).toEqual([422, 'editor-connector/wrong-kind']);
      expect((await lend('bob', { ...body, c: 'compare' })).status).toBe(404);
      await share(mine, 'viewer');
      expect((await lend('bob', { ...body, c: 'compare' })).status).toBe(403);
      expect((await lend('alice', { ...body, c: 'anything' })).status).toBe(400);
    });
  });

  it('should be shown among the choices with the reason, when it may not be chosen', async () => {
    const kept = await upload('Kept back.txt', 'text');
    const free = await upload('Free to take.txt', 'text');
    await share(kept, 'viewer', { download: false });
    await desk.kontor.fetchAs('alice', `/api/documents/${free}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    const page = await desk.kontor.fetchAs('bob', '/pick?kind=document', {
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    const html = await page.text();
    const rowOf = (id: string) => html.split('<li>').find((row) => row.includes(id)) ?? '';
    expect(rowOf(kept)).toMatch(/aria-disabled(="true")?[ >]/);
    expect(rowOf(kept)).toContain('Its owner does not allow you to download it.');
    expect(rowOf(free)).not.toMatch(/aria-disabled(="true")?[ >]/);
  });

  it('should be listed for an application with ids and titles, if it can be chosen', async () => {
    const open = await upload('Open of choices.txt', 'text');
    await share(open, 'editor');
    const free = await upload('Free choice.txt', 'text');
    await share(free, 'viewer');
    await share(await upload('Kept choice.txt', 'text'), 'viewer', { download: false });
    await upload('Choice of alice.txt', 'text');
    await upload('Sheet of choice.csv', '1', 'bob');
    const choices = async (query: string): Promise<Response> =>
      desk.kontor.fetchAs('bob', `/api/eurooffice/choices/${open}?${query}`);
    const listed = await choices('kind=document&q=choice');
    expect(await listed.json()).toEqual({ choices: [{ id: free, title: 'Free choice.txt' }] });
    const sheets: Wire = await (await choices('kind=spreadsheet&q=choice')).json();
    expect(sheets.choices.map(({ title }: Wire) => title)).toEqual(['Sheet of choice.csv']);
    expect((await choices('kind=program')).status).toBe(400);
    // Nothing can go into what the person may only read.
    await share(open, 'viewer');
    expect((await choices('kind=document')).status).toBe(403);
  });

  describe('data from another spreadsheet', () => {
    const refer = async (who: string, body: object): Promise<Wire> =>
      (await post(who, 'reference-data', body)).json();

    it('should be found by key, by title and by address', async () => {
      const open = await upload('Sum.csv', '1');
      const source = await upload('Source.csv', '1,2');
      const byLink = await refer('alice', {
        document_id: open,
        link: `${desk.kontor.url}/edit/${source}`,
      });
      expect(byLink).toMatchObject({ fileType: 'csv', path: 'Source.csv' });
      const { referenceData } = byLink;
      expect(referenceData.fileKey).toBe(source);
      const byKey = await refer('alice', { document_id: open, reference_data: referenceData });
      expect(byKey).toMatchObject({ path: 'Source.csv', key: byLink.key });
      expect(await refer('alice', { document_id: open, path: 'Source.csv' })).toMatchObject({
        referenceData,
      });
      expect(await (await fetched(byKey.url)).text()).toBe('1,2');
    });

    it('should answer the error of the editor for all that the person may not have', async () => {
      const open = await upload('Bob.csv', '1', 'bob');
      const source = await upload('Secret.csv', '1,2');
      const nothing = { error: expect.any(String) };
      const link = `${desk.kontor.url}/documents/${source}`;
      const unknown = await refer('bob', { document_id: open, link });
      expect(unknown).toEqual(nothing);
      expect(await refer('bob', { document_id: open, path: 'Secret.csv' })).toEqual(unknown);
      expect(await refer('bob', { document_id: open, link: 'http://[' })).toEqual(unknown);
      await share(source, 'viewer', { download: false });
      expect(await refer('bob', { document_id: open, link })).toEqual(unknown);
    });
  });
});
