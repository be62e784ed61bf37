import { describe, expect, it } from '@jest/globals';
import { newOdt } from '../../playground/document-content.js';
import { compoundFile } from '../containers.js';
import type { Wire } from '../forgotten-files-fixture.js';
import { simulatedDesk } from '../simulated-desk.js';

describe('downloads as', () => {
  const desk = simulatedDesk();

  const form = (path: string, fields: Record<string, string>, username = 'alice') =>
    desk.fixture.kontor.fetchAs(username, path, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });

  it('should be offered for every version, in the formats of that version', async () => {
    const { id } = await desk.fixture.create('Report.txt', 'first\nline');
    await desk.fixture.replace(id, 'second');
    const timeline = await desk.fixture.page(`/documents/${id}`);
    expect(timeline).toContain(`/documents/${id}/formats?version=1`);
    const offered = await desk.fixture.page(`/documents/${id}/formats?version=1`);
    for (const as of ['pdf', 'docx', 'odt', 'png'])
      expect(offered).toContain(`/documents/${id}/export?as=${as}&amp;version=1`);
    const png = await desk.fixture.kontor.fetchAs(
      'alice',
      `/documents/${id}/export?as=png&version=1`,
    );
    expect(png.headers.get('content-type')).toBe('image/png');
    const image = Buffer.from(await png.arrayBuffer());
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    // Width and height: a page that can be read.
    expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1240, 1754]);
    const archived = await desk.fixture.kontor.fetchAs('alice', `/documents/${id}/export?as=pdfa`);
    expect(archived.headers.get('content-type')).toBe('application/pdf');
    expect(archived.headers.get('content-disposition')).toContain('Report.pdf');
    await archived.arrayBuffer();
    const pdf = await desk.fixture.kontor.fetchAs(
      'alice',
      `/api/documents/${id}/content?as=pdf&version=1`,
    );
    const text = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
    expect([text.startsWith('%PDF-'), text.includes('(first)')]).toEqual([true, true]);
  });

  it('should ask for the password of a protected file, and take it in no address', async () => {
    const { id } = await desk.fixture.json('/api/documents?title=Secret.docx', {
      ...{ method: 'POST', body: new Uint8Array(compoundFile('EncryptedPackage', 3)) },
    });
    const asked = await desk.fixture.kontor.fetchAs(
      'alice',
      `/documents/${id}/export?as=pdf&version=1`,
      {
        redirect: 'manual',
      },
    );
    expect(asked.status).toBe(303);
    const address = asked.headers.get('location') ?? '';
    expect(address).toBe(`/documents/${id}/formats?as=pdf&password=needed&version=1`);
    expect(await desk.fixture.page(address)).toContain('protected by a password');
    const fields = { as: 'pdf', version: '1' };
    const wrong = await form(`/documents/${id}/export`, { ...fields, password: 'a wrong one' });
    expect(wrong.headers.get('location')).toBe(
      `/documents/${id}/formats?as=pdf&password=wrong&version=1`,
    );
    expect(await desk.fixture.page(wrong.headers.get('location') ?? '')).toContain(
      'does not open the file',
    );
    const right = await form(`/documents/${id}/export`, { ...fields, password: 'playground' });
    expect([right.status, right.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(right.headers.get('content-disposition')).toContain('Secret.pdf');
    await right.arrayBuffer();
    // What the person is told next holds no password either.
    expect(
      (await form(`/documents/${id}/export`, { ...fields, password: 'x'.repeat(256) })).status,
    ).toBe(400);
  });

  it('should let an .odt continue as .docx, with the original as the version before', async () => {
    const { id } = await desk.fixture.create('Letter.odt', Buffer.from(newOdt(['Dear all,'])));
    expect(await desk.fixture.page(`/documents/${id}`)).toContain('Continue as .docx');
    const converted = await form(`/documents/${id}/convert`, { to: 'docx' });
    expect(converted.headers.get('location')).toBe(`/documents/${id}?flash=converted&subject=2`);
    expect(await desk.fixture.json(`/api/documents/${id}`)).toMatchObject({
      ...{ title: 'Letter.docx', file_type: 'docx', current_version: 2 },
    });
    expect(await desk.fixture.versions(id)).toEqual(['2 current upload', '1 archived upload']);
    expect(await desk.fixture.page(`/documents/${id}`)).not.toContain('Continue as .docx');
  });

  it('should ask for the password of a file that is to continue as .docx', async () => {
    const { id } = await desk.fixture.create('Locked.odt', Buffer.from(newOdt(['Dear all,'])));
    const path = `/documents/${id}/convert`;
    desk.server.failNextOrders(-5);
    const asked = await form(path, { to: 'docx' });
    expect(asked.headers.get('location')).toBe(`${path}?to=docx&password=needed`);
    const page = await desk.fixture.page(`${path}?to=docx&password=needed`);
    expect(page).toContain('protected by a password');
    expect(page).toContain('no longer protected');
    desk.server.failNextOrders(-5);
    const wrong = await form(path, { to: 'docx', password: 'a wrong one' });
    expect(wrong.headers.get('location')).toBe(`${path}?to=docx&password=wrong`);
    expect(await desk.fixture.page(`${path}?to=docx&password=wrong`)).toContain('does not open');
    expect(await desk.fixture.versions(id)).toHaveLength(1);
    const right = await form(path, { to: 'docx', password: 'playground' });
    expect(right.headers.get('location')).toBe(`/documents/${id}?flash=converted&subject=2`);
    expect((await form(path, { to: 'docx', password: 'x'.repeat(256) })).status).toBe(400);
  });

  it('should open an .odt as .docx by API, when the session agrees to that', async () => {
    const { id } = await desk.fixture.create('Minutes.odt', Buffer.from(newOdt(['Dear all,'])));
    const open = async (fields: object, username = 'alice'): Promise<Wire> => {
      const answer = await desk.fixture.kontor.fetchAs(username, '/api/eurooffice/session', {
        ...{ method: 'POST', body: JSON.stringify({ file_id: id, ...fields }) },
        headers: { 'content-type': 'application/json' },
      });
      return answer.json();
    };
    expect(await open({})).toMatchObject({ could_continue_as: 'docx', converts_to: null });
    expect(await open({ mode: 'view' })).toMatchObject({ could_continue_as: null });
    expect(await open({ mode: 'view', convert: true })).toMatchObject({ could_continue_as: null });
    desk.server.failNextOrders(-3);
    expect(await open({ convert: true })).toMatchObject({ code: 'converter/failed', status: 422 });
    expect(await desk.fixture.versions(id)).toHaveLength(1);
    expect(await open({ convert: true })).toMatchObject({
      ...{ could_continue_as: null, config: { document: { fileType: 'docx' } } },
    });
    expect(await desk.fixture.versions(id)).toEqual(['2 current upload', '1 archived upload']);
    // Once it is one, nothing is converted again.
    await open({ convert: true });
    expect(await desk.fixture.versions(id)).toHaveLength(2);
  });

  it('should be closed to people who may not download', async () => {
    const { id } = await desk.fixture.create('Report.txt', 'first');
    await desk.fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      ...{ method: 'PUT', body: '{"role":"viewer","download":false}' },
      headers: { 'content-type': 'application/json' },
    });
    const page = await desk.fixture.kontor.fetchAs('bob', `/documents/${id}`, {
      headers: { accept: 'text/html' },
    });
    expect(await page.text()).not.toContain('/formats?version');
    for (const path of ['formats?version=1', 'export?as=pdf&version=1'])
      expect((await desk.fixture.kontor.fetchAs('bob', `/documents/${id}/${path}`)).status).toBe(
        403,
      );
    const posted = await form(`/documents/${id}/export`, { as: 'pdf', password: 'x' }, 'bob');
    expect(posted.status).toBe(403);
  });
});
