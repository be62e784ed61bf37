import { cp, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AbandonedDocuments } from '../../src/documents/registry/abandoned-documents.js';
import { UploadParts } from '../../src/documents/uploads/upload-parts.js';
import { Database } from '../../src/platform/database/database.js';
import { VersionArchive } from '../../src/version-archive/index.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const TABLES = [
  ...(['version_groups', 'versions', 'documents', 'storage_keyrings'] as const),
  ...(['storage_withdrawn_keyrings', 'storage_shards', 'uploads', 'upload_parts'] as const),
] as const;
const TEXT = 'Half of this came.';
const TUS = { 'tus-resumable': '1.0.0' };
const never = new AbortController().signal;

/** What a document that never came to be leaves in the database and at the providers: nothing. */
describe.each(['sqlite', 'postgres'])('a document that never came to be, on %s', (engine) => {
  let postgres: RunningPostgres | undefined;
  let kontor: RunningKontor;

  beforeAll(async () => {
    if (engine === 'postgres') postgres = await startPostgres();
    kontor = await startKontor({
      DATABASE_URL: (await postgres?.createDatabase()) ?? '',
      KONTOR_UPLOADS_PER_PERSON: '4',
    });
  });
  afterAll(async () => {
    await kontor?.stop();
    await postgres?.stop();
  });

  const part = <Type>(token: abstract new (...from: never[]) => Type): Type =>
    kontor.app.get(token, { strict: false });
  const rows = () =>
    part(Database).query<Record<(typeof TABLES)[number], Record<string, unknown>>>();

  async function everything(): Promise<{ files: string[]; counts: Record<string, number> }> {
    const all = await readdir(join(kontor.folder, 'data'), {
      recursive: true,
      withFileTypes: true,
    });
    const files = all
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => /\/v1\/.*\.(age|about)$|\/v1\/[^/]+\/[^/]+\/\d+$/.test(path));
    const counts: Record<string, number> = {};
    for (const table of TABLES)
      counts[table] = (await rows().selectFrom(table).selectAll().execute()).length;
    return { counts, files: files.toSorted() };
  }
  const as = (path: string, init: RequestInit): Promise<Response> =>
    kontor.fetchAs('alice', path, init);

  /** Half of it arrived. */
  async function halfUploaded(title: string): Promise<string> {
    const begun = await as('/api/uploads', {
      method: 'POST',
      headers: {
        ...{ ...TUS, 'upload-length': String(2 * TEXT.length) },
        'upload-metadata': `filename ${Buffer.from(title).toString('base64')}`,
      },
    });
    expect(begun.status).toBe(201);
    const location = begun.headers.get('location')!;
    const sent = await as(location, {
      method: 'PATCH',
      headers: {
        ...{ ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      },
      body: TEXT,
    });
    expect(sent.headers.get('upload-offset')).toBe(String(TEXT.length));
    return location;
  }

  it('should leave nothing of an upload that was given up', async () => {
    const before = await everything();
    const location = await halfUploaded('Given up.txt');
    const meanwhile = await everything();
    expect(meanwhile).not.toEqual(before);
    // As if a provider had been away when an earlier attempt was discarded.
    const shard = meanwhile.files.find((path) => !before.files.includes(path) && /\d$/.test(path))!;
    await cp(dirname(shard), join(dirname(dirname(shard)), 'of-an-earlier-attempt'), {
      recursive: true,
    });
    const removed = await as(location, { method: 'DELETE', headers: TUS });
    expect(removed.status).toBe(204);
    expect(await everything()).toEqual(before);
  });

  it('should leave nothing of an upload that nobody went on with', async () => {
    const before = await everything();
    await halfUploaded('Forgotten.txt');
    await part(UploadParts).sweep();
    expect(await everything()).not.toEqual(before);
    await rows().updateTable('uploads').set({ expires_at: 1 }).execute();
    await part(UploadParts).sweep();
    expect(await everything()).toEqual(before);
  });

  it('should leave nothing of what was refused', async () => {
    const before = await everything();
    const empty = { method: 'POST', headers: { 'content-type': 'application/octet-stream' } };
    const refused = await as('/api/documents?title=Fake.docx', { ...empty, body: 'no such thing' });
    expect(refused.status).toBe(422);
    const begin = (): Promise<Response> =>
      as('/api/uploads', {
        method: 'POST',
        headers: {
          ...{ ...TUS, 'upload-length': '4' },
          'upload-metadata': `filename ${Buffer.from('Many.docx').toString('base64')}`,
        },
      });
    const fake = await begin();
    const sent = await as(fake.headers.get('location')!, {
      method: 'PATCH',
      headers: {
        ...{ ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      },
      body: 'fake',
    });
    expect(sent.status).toBe(422);
    const begun = [fake];
    while (begun.length < 4) begun.push(await begin());
    expect(begun.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await begin()).status).toBe(429);
    for (const one of begun)
      await as(one.headers.get('location')!, { method: 'DELETE', headers: TUS });
    expect(await everything()).toEqual(before);
  });

  it('should leave nothing of what a process had begun when it died, and all of what is there', async () => {
    const kept = await as('/api/documents?title=Kept.txt', { method: 'POST', body: TEXT });
    const { id } = (await kept.json()) as { id: string };
    const before = await everything();
    await part(VersionArchive).createGroup('019a0000-0000-7000-8000-000000000000');
    const location = await halfUploaded('Still under way.txt');
    const sweep = () => part(UploadParts).sweepDocuments(never);
    await sweep();
    expect(await everything()).not.toEqual(before);
    await rows().updateTable('version_groups').set({ created_at: 1 }).execute();
    await sweep();
    // The upload is still awaited.
    expect((await as(location, { method: 'HEAD', headers: TUS })).status).toBe(200);
    expect((await as(location, { method: 'DELETE', headers: TUS })).status).toBe(204);
    expect(await everything()).toEqual(before);
    expect(await (await as(`/api/documents/${id}/content`, {})).text()).toBe(TEXT);
    const [group] = await rows().selectFrom('version_groups').selectAll().execute();
    await part(AbandonedDocuments).remove({ id, versionGroupId: String(group!.id) });
    expect(await everything()).toEqual(before);
  });
});
