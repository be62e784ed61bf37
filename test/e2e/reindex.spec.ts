import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engine } from '../../src/platform/database/database.js';
import type { EditorSession } from '../fakes/saving-document-server.js';
import { unsigned } from '../planted-objects.js';
import { ReindexFixture } from '../reindex-fixture.js';

/** The database goes, the shards and the identity stay. */
describe.each<Engine>(['sqlite', 'postgres'])('kontor reindex on %s', (engine) => {
  let fixture: ReindexFixture;

  beforeEach(async () => {
    fixture = await ReindexFixture.open(engine);
  });
  afterEach(() => fixture.close());

  const newDocument = (title: string, text: string) => fixture.newDocument('alice', title, text);
  const replace = (id: string, text: string) => fixture.replace('alice', id, text);
  const seen = () => fixture.seen('alice', (id, number) => fixture.content('alice', id, number));

  it('should bring back every document, version, order and head', async () => {
    for (let i = 0; i < 5; i++) {
      const id = await newDocument(`Minutes ${i}.txt`, `first of ${i}`);
      for (let n = 0; n < i; n++) await replace(id, `version ${n} of ${i}`);
      if (i === 4) {
        const init = { method: 'POST' };
        await fixture.json('alice', `/api/documents/${id}/versions/2/restore`, init);
        await replace(id, 'after the restore');
      }
    }
    const [before, keyrings] = [await seen(), await fixture.keyrings()];
    await fixture.kontor.stop();
    expect((await fixture.reindex()).said).toContain('has documents');
    await fixture.loseDatabase();

    expect(await fixture.reindex()).toEqual({
      status: 0,
      said: expect.stringContaining('Indexed 17 versions of 5 documents'),
    });
    const again = await fixture.reindex('--merge');
    expect(again).toEqual({
      status: 0,
      said: expect.stringContaining('Indexed 0 versions of 0 documents; known before: 5'),
    });
    await fixture.start();
    expect(await seen()).toEqual(before);
    expect(await fixture.keyrings()).toEqual(keyrings);
    // And it goes on from there.
    const id = before[0]!.id;
    await replace(id, 'later');
    expect(
      await (await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`)).text(),
    ).toBe('later');
  });

  it('should bring back who asked for a forced save', async () => {
    const id = await newDocument('Asked.txt', 'first');
    const session = await fixture.json<EditorSession>('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    const { documentServer } = fixture;
    const fields = { status: 6 as const, filetype: 'txt', user: 'alice' };
    const made = documentServer.offer(session.config.document.key, Buffer.from('second'), fields);
    await documentServer.post(session, made);
    const asked = async (): Promise<unknown[]> => {
      const path = `/api/documents/${id}/versions`;
      const { versions } = await fixture.json<{ versions: { asked_by: unknown }[] }>('alice', path);
      return versions.map((version) => version.asked_by);
    };
    expect(await asked()).toEqual(['person', null]);
    await fixture.loseDatabase();
    expect((await fixture.reindex()).status).toBe(0);
    await fixture.start();
    expect(await asked()).toEqual(['person', null]);
  });

  /** Files of one version's shards, where they lie. */
  async function shardsOf(documentId: string, versionId: string): Promise<string[]> {
    const folders = fixture.places.map((place) => join(place, 'v1', documentId, versionId));
    const names = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
    return folders.flatMap((folder, i) => (names[i] ?? []).map((name) => join(folder, name)));
  }

  it('should name what it cannot bring back, and bring back the rest', async () => {
    const id = await newDocument('Damaged.txt', 'first');
    for (const text of ['second', 'third', 'fourth']) await replace(id, text);
    const gone = await newDocument('Gone.txt', 'replaced by shards of another');
    const [fourth, , second, first] = await fixture.versions('alice', id);
    for (const file of (await shardsOf(id, first!.id)).slice(0, 2)) await rm(file);
    for (const file of (await shardsOf(id, second!.id)).slice(0, 3)) await rm(file);
    // Somebody copies the newest under another name, without a signature that would fit.
    const planted = fourth!.id.replace(/.{4}$/, randomBytes(2).toString('hex'));
    for (const file of await shardsOf(id, fourth!.id)) {
      const copy = file.replace(fourth!.id, planted);
      await mkdir(dirname(copy), { recursive: true });
      await writeFile(copy, unsigned(await readFile(file), '0'.repeat(16)));
    }
    const [only] = await fixture.versions('alice', gone);
    for (const file of await shardsOf(gone, only!.id)) {
      await cp((await shardsOf(id, fourth!.id))[0]!, file);
    }
    await fixture.loseDatabase();

    const { status, said } = await fixture.reindex();
    expect(status).toBe(1);
    expect(said).toContain('Indexed 3 versions of 1 document');
    expect(said).toContain('Damaged, planted or replayed shards: 12.');
    expect(said).toContain(
      `left: document ${id}, version ${second!.id}: 3 of the 4 shards it needs`,
    );
    expect(said).toContain(`left: document ${gone}, no version of it can be read`);
    expect(said).not.toContain(planted);
    await fixture.start();
    const [found] = await seen();
    expect(found!.versions.map(({ number, state }) => `${number} ${state}`)).toEqual([
      '4 current',
      '3 archived',
      '1 archived',
    ]);
    expect(found!.contents).toEqual(['fourth', 'third', 'first']);
  });
});
