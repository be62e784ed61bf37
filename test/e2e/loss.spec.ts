import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const PLACES = [0, 1, 2, 3, 4, 5];
const PAIRS = PLACES.flatMap((a) => PLACES.filter((b) => b > a).map((b) => [a, b] as const));

describe('lost and damaged places', () => {
  let kontor: RunningKontor;
  let id: string;
  let shards: string;
  let places: string[];
  const contents = [1, 70_000, 3_000_000].map((size) => randomBytes(size).toString('base64'));

  beforeAll(async () => {
    kontor = await startKontor();
    const created = await kontor.fetchAs('alice', '/api/documents?title=a.txt', {
      method: 'POST',
      body: contents[0]!,
    });
    const document = (await created.json()) as { id: string; etag: string };
    id = document.id;
    let etag = document.etag;
    for (const content of contents.slice(1)) {
      const put = await kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers: { 'if-match': `"${etag}"` },
        body: content,
      });
      expect(put.status).toBe(201);
      etag = (
        (await (await kontor.fetchAs('alice', `/api/documents/${id}`)).json()) as { etag: string }
      ).etag;
    }
    shards = join(kontor.folder, 'data', 'shards');
    places = (await readdir(shards)).sort();
    expect(places).toHaveLength(6);
    await cp(shards, `${shards}.whole`, { recursive: true });
  });

  afterAll(() => kontor.stop());

  const makeWhole = () => cp(`${shards}.whole`, shards, { recursive: true, force: true });
  const read = (version: number) =>
    kontor.fetchAs('alice', `/api/documents/${id}/content?version=${version}`);

  async function expectEveryVersion(): Promise<void> {
    for (const [index, content] of contents.entries()) {
      const response = await read(index + 1);
      expect(response.status).toBe(200);
      expect((await response.text()) === content).toBe(true);
    }
  }

  async function flipBits(place: string): Promise<void> {
    const files = await readdir(join(shards, place), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name);
      const bytes = await readFile(path);
      for (let at = 0; at < bytes.length; at += 97) bytes[at] = bytes[at]! ^ 0x10;
      await writeFile(path, bytes);
    }
  }

  it.each(PAIRS)('should read every version without places %i and %i', async (a, b) => {
    await rm(join(shards, places[a]!), { recursive: true });
    await rm(join(shards, places[b]!), { recursive: true });
    await expectEveryVersion();
    await makeWhole();
  });

  it.each(PAIRS)(
    'should read every version with bits flipped all over places %i and %i',
    async (a, b) => {
      await flipBits(places[a]!);
      await flipBits(places[b]!);
      await expectEveryVersion();
      await makeWhole();
    },
  );

  it('should answer a problem with a code when three places are lost, and work again when they are back', async () => {
    for (const place of places.slice(0, 3)) await rm(join(shards, place), { recursive: true });
    const response = await read(3);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'storage/unrecoverable',
      correlation_id: expect.any(String),
    });
    await makeWhole();
    await expectEveryVersion();
  });
});
