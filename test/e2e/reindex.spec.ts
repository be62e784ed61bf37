import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engine } from '../../src/platform/database/database.js';
import { unsigned } from '../planted-objects.js';
import { ReindexDesk } from '../reindex-desk.js';

/** The database goes, the shards and the identity stay. */
describe.each<Engine>(['sqlite', 'postgres'])('kontor reindex on %s', (engine) => {
  let desk: ReindexDesk;

  beforeEach(async () => {
    desk = await ReindexDesk.open(engine);
  });
  afterEach(() => desk.close());

  const newDocument = (title: string, text: string) => desk.newDocument('alice', title, text);
  const replace = (id: string, text: string) => desk.replace('alice', id, text);
  const seen = () => desk.seen('alice', (id, number) => desk.content('alice', id, number));

  it('should bring back every document, version, order and head', async () => {
    for (let i = 0; i < 5; i++) {
      const id = await newDocument(`Minutes ${i}.txt`, `first of ${i}`);
      for (let n = 0; n < i; n++) await replace(id, `version ${n} of ${i}`);
      if (i === 4) {
        const init = { method: 'POST' };
        await desk.json('alice', `/api/documents/${id}/versions/2/restore`, init);
        await replace(id, 'after the restore');
      }
    }
    const [before, keyrings] = [await seen(), await desk.keyrings()];
    await desk.kontor.stop();
    expect((await desk.reindex()).said).toContain('has documents');
    await desk.loseDatabase();

    expect(await desk.reindex()).toEqual({
      status: 0,
      said: expect.stringContaining('Took up 17 versions of 5 documents'),
    });
    const again = await desk.reindex('--merge');
    expect(again).toEqual({
      status: 0,
      said: expect.stringContaining('Took up 0 versions of 0 documents; 5 were known'),
    });
    await desk.start();
    expect(await seen()).toEqual(before);
    expect(await desk.keyrings()).toEqual(keyrings);
    // And it goes on from there.
    const id = before[0]!.id;
    await replace(id, 'later');
    expect(await (await desk.kontor.fetchAs('alice', `/api/documents/${id}/content`)).text()).toBe(
      'later',
    );
  });

  /** Files of one version's shards, where they lie. */
  async function shardsOf(documentId: string, versionId: string): Promise<string[]> {
    const folders = desk.places.map((place) => join(place, 'v1', documentId, versionId));
    const names = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
    return folders.flatMap((folder, i) => (names[i] ?? []).map((name) => join(folder, name)));
  }

  it('should name what it cannot bring back, and bring back the rest', async () => {
    const id = await newDocument('Damaged.txt', 'first');
    for (const text of ['second', 'third', 'fourth']) await replace(id, text);
    const gone = await newDocument('Gone.txt', 'replaced by shards of another');
    const [fourth, , second, first] = await desk.versions('alice', id);
    for (const file of (await shardsOf(id, first!.id)).slice(0, 2)) await rm(file);
    for (const file of (await shardsOf(id, second!.id)).slice(0, 3)) await rm(file);
    // Somebody copies the newest under another name, without a signature that would fit.
    const planted = fourth!.id.replace(/.{4}$/, randomBytes(2).toString('hex'));
    for (const file of await shardsOf(id, fourth!.id)) {
      const copy = file.replace(fourth!.id, planted);
      await mkdir(dirname(copy), { recursive: true });
      await writeFile(copy, unsigned(await readFile(file), '0'.repeat(16)));
    }
    const [only] = await desk.versions('alice', gone);
    for (const file of await shardsOf(gone, only!.id)) {
      await cp((await shardsOf(id, fourth!.id))[0]!, file);
    }
    await desk.loseDatabase();

    const { status, said } = await desk.reindex();
    expect(status).toBe(1);
    expect(said).toContain('Took up 3 versions of 1 documents');
    expect(said).toContain('Damaged, planted or replayed shards: 12.');
    expect(said).toContain(
      `left: document ${id}, version ${second!.id}: 3 of the 4 shards it needs`,
    );
    expect(said).toContain(`left: document ${gone}, no version of it can be read`);
    expect(said).not.toContain(planted);
    await desk.start();
    const [found] = await seen();
    expect(found!.versions.map(({ number, state }) => `${number} ${state}`)).toEqual([
      '4 current',
      '3 archived',
      '1 archived',
    ]);
    expect(found!.contents).toEqual(['fourth', 'third', 'first']);
  });
});
