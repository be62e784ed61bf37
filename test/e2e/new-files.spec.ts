import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const send = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('new files', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_NEW_FILES: 'odf' });
  });

  afterAll(() => kontor.stop());

  const blank = (body: unknown) =>
    kontor.fetchAs('alice', '/api/documents/blank', send('POST', body));

  it.each(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'txt', 'csv', 'md', 'pdf'])(
    'should start a .%s',
    async (fileType) => {
      const response = await blank({ title: 'Leer', file_type: fileType, lang: 'de-CH' });
      expect(response.status).toBe(201);
      const document = (await response.json()) as { id: string };
      expect(document).toMatchObject({ title: `Leer.${fileType}`, current_version: 1 });
      expect(response.headers.get('location')).toBe(`/api/documents/${document.id}`);
      const content = await kontor.fetchAs('alice', `/api/documents/${document.id}/content`);
      expect(content.status).toBe(200);
      await content.arrayBuffer();
    },
  );

  it.each([
    [{ title: 'a', file_type: 'exe' }],
    [{ title: 'a', file_type: 'docx', lang: 'no language' }],
    [{ title: 'a', file_type: 'docx', folder: '/' }],
    [{ title: ' ', file_type: 'docx' }],
  ])('should refuse %j', async (body) => {
    expect((await blank(body)).status).toBe(400);
  });

  it("should take the installation's family until a person chooses", async () => {
    const family = async (init?: RequestInit) =>
      (await kontor.fetchAs('alice', '/api/me/new-files', init)).json();
    expect(await family()).toEqual({ family: 'odf', is_chosen: false });
    expect(await family(send('PUT', { family: 'ooxml' }))).toEqual({
      family: 'ooxml',
      is_chosen: true,
    });
    expect(await family()).toEqual({ family: 'ooxml', is_chosen: true });
    expect(await family(send('PUT', { family: null }))).toEqual({
      family: 'odf',
      is_chosen: false,
    });
  });
});
