import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { unlessGone, WatchedKontor } from '../watched-kontor.js';

/** Long and unlike anything else; searched for as it is and in the encodings that could hide it. */
const CANARY = 'canary-of-kontor-7f3a91c2-never-at-rest';
const DISGUISES = [
  CANARY,
  Buffer.from(CANARY).toString('hex'),
  // Base64 at each of the three alignments, without the characters that depend on the neighbours.
  ...[0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + CANARY)
      .toString('base64')
      .slice(4, -4),
  ),
  Buffer.from(CANARY, 'utf16le').toString('latin1'),
];

const FINAL = { status: 2, user: 'alice' };

describe('plaintext', () => {
  let kontor: WatchedKontor;

  beforeAll(async () => {
    kontor = await WatchedKontor.start();
  });
  afterAll(() => kontor.stop());

  it('should be in no file during and after uploads, openings, saves and failed saves', async () => {
    const found: string[] = [];
    const finished = { yet: false };
    const search = (async () => {
      while (!finished.yet) {
        found.push(...(await filesWithCanary()));
        await delay(5);
      }
    })();

    try {
      const text = Buffer.from(`${CANARY}\n`.repeat(40_000));
      const id = await kontor.upload(text);
      for (const status of [6, 6, 2]) await save(id, text, status, 'txt');
      await save(id, text, 6, 'docx'); // set apart: the container is wrong
      await saveWithChanges(id);
      await kontor.fetch(`/api/documents/${id}/content`).then((r) => r.text());
    } finally {
      // A search that goes on would keep the tests from ending.
      finished.yet = true;
      await search;
    }
    found.push(...(await filesWithCanary()));
    expect(found).toEqual([]);
    expect(kontor.process.output).not.toContain(CANARY);
    expect((await kontor.files()).length).toBeGreaterThan(20);
  });

  it('should be found by this very search when it does rest somewhere', async () => {
    await writeFile(
      join(kontor.folder, 'tmp', 'leak'),
      Buffer.from(`..${CANARY}`).toString('base64'),
    );
    expect(await filesWithCanary()).toHaveLength(1);
  });

  async function save(id: string, bytes: Buffer, status: number, filetype: string): Promise<void> {
    const session = await kontor.open(id);
    expect(await (await kontor.fetchFile(session)).text()).toContain(CANARY);
    const answer = await kontor.save(session, bytes, status, filetype);
    expect(answer?.error).toBe(0);
  }

  /** What was typed, as the Document Server stores it and as its editor gets it back. */
  async function saveWithChanges(id: string): Promise<void> {
    const { documentServer: server } = kontor;
    const session = await kontor.open(id);
    const { key } = session.config.document;
    const typed = Buffer.from(JSON.stringify([{ change: CANARY }]));
    // Not compressed: the search finds what it holds.
    const zip = Buffer.from(zipSync({ 'changes0.json': typed }, { level: 0 }));
    const { url: changesurl } = server.offer(key, zip, { ...FINAL, filetype: 'zip' });
    const changes = [{ created: '2026-01-01 08:00:00', user: { id: 'alice', name: 'Alice' } }];
    const answer = await server.post(session, {
      ...server.offer(key, Buffer.from(`${CANARY} typed`), { ...FINAL, filetype: 'txt' }),
      ...{ changesurl, history: { serverVersion: '9.3.0', changes } },
    });
    expect(answer?.error).toBe(0);
    const { current_version: number } = await json(`/api/documents/${id}`);
    const { session_id } = await kontor.open(id);
    const path = `/api/eurooffice/history/${id}/${number}?session_id=${session_id}`;
    const { changesUrl, previous } = await json(path);
    for (const url of [changesUrl, previous.url]) {
      const authorization = `Bearer ${server.sign({ payload: { url } })}`;
      const given = await fetch(url, { headers: { authorization } });
      expect(await given.text()).toContain(CANARY);
    }
  }

  async function json(path: string): Promise<ReturnType<typeof JSON.parse>> {
    return (await kontor.fetch(path)).json();
  }

  async function filesWithCanary(): Promise<string[]> {
    const found: string[] = [];
    for (const file of await kontor.files()) {
      const bytes = await unlessGone(readFile(file, 'latin1'));
      if (DISGUISES.some((disguise) => bytes?.includes(disguise))) found.push(file);
    }
    return found;
  }
});
