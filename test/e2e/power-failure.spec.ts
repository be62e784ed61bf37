import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import { UnrulyDisk } from '../unruly-disk.js';

const DOCUMENTS = 4;
/** After so many saves the power fails, while others are under way. */
const SAVES = 40;
const PATIENCE_MS = 600_000;

let folder: string;
let disk: UnrulyDisk;
let kontor: KontorUnderTest;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-power-'));
  disk = new UnrulyDisk(folder);
});
afterEach(async () => {
  await kontor.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(place: string, more: Record<string, string> = {}): Promise<void> {
  kontor = new KontorUnderTest({ KONTOR_DATA_DIR: join(folder, place, 'data'), ...more });
  await kontor.start();
}

interface Acknowledged {
  readonly documentId: string;
  readonly content: string;
}

/** Several people save without a pause until the process is killed; returns what was acknowledged to them. */
async function saveUntilKilled(): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const enough = Promise.withResolvers<void>();
  const isOver = enough.promise.then(() => kontor.kill());
  const people = Array.from({ length: DOCUMENTS }, async (_, person) => {
    const first = `Document ${person}, first`;
    const documentId = await kontor.createDocument(`Document-${person}.txt`, first);
    acknowledged.push({ documentId, content: first });
    const session = await kontor.openSession(documentId);
    for (let n = 0; ; n++) {
      // Long enough for shards of several pages, and each of another length.
      const content = `Document ${person}, save ${n}. `.repeat(900 + n);
      await kontor.save(session, Buffer.from(`${content}${'.'.repeat(64)}`), 1);
      acknowledged.push({ documentId, content });
      if (acknowledged.length >= SAVES + DOCUMENTS) enough.resolve();
    }
  });
  // Each ends with the process.
  await Promise.allSettled(people);
  await isOver;
  return acknowledged;
}

async function contentsOf(documentId: string): Promise<string[]> {
  const { versions } = (await (
    await kontor.call('GET', `/api/documents/${documentId}/versions`)
  ).json()) as { versions: { number: number }[] };
  return Promise.all(versions.map(({ number }) => contentOf(documentId, number)));
}

async function contentOf(documentId: string, version: number): Promise<string> {
  const path = `/api/documents/${documentId}/content?version=${version}`;
  return withoutFill(await (await kontor.call('GET', path)).text());
}

/** A save is some bytes shorter than what is handed over for it. */
const withoutFill = (content: string): string => content.replace(/[ .]+$/, '');

describe('When the power fails', () => {
  it(
    'should have every acknowledged save, although all that was not synced is gone',
    async () => {
      await start('disk', disk.powered('disk'));
      const acknowledged = await saveUntilKilled();
      await kontor.stop();
      disk.afterPowerFailure('disk', 'rebuilt');
      await start('rebuilt');
      expect(acknowledged.length).toBeGreaterThanOrEqual(SAVES);
      for (const documentId of new Set(acknowledged.map((each) => each.documentId))) {
        const kept = await contentsOf(documentId);
        const expected = acknowledged.filter((each) => each.documentId === documentId);
        expect(kept).toEqual(
          expect.arrayContaining(expected.map(({ content }) => withoutFill(content))),
        );
      }
    },
    PATIENCE_MS,
  );

  it(
    'should not count a shard whose sync failed once, however well the next one goes',
    async () => {
      await start('disk', disk.failing('disk/data/shards/3'));
      const id = await kontor.createDocument('Protocol.txt', 'The first meeting.');
      const { versions } = (await (
        await kontor.call('GET', `/api/documents/${id}/versions`)
      ).json()) as { versions: { shards: { present: number; total: number } }[] };
      expect(versions[0]?.shards).toMatchObject({ present: 5, total: 6 });
    },
    PATIENCE_MS,
  );
});
