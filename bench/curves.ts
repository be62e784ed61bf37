import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EditorSession } from '../test/fakes/saving-document-server.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { download, median, quantile } from './limits.ts';

const KIB = 1024;
const EDITORS = [1, 2, 4, 8, 16, 32, 64];
/** k + m; the first of them is the default. */
const CODES = [
  [4, 2],
  [5, 3],
  [7, 3],
  [8, 4],
  [10, 4],
] as const;
/** For each number of editors; each of them saves at least twice. */
const SAVES = 192;
const ROUNDS = 3;

type Figure = Record<string, string | number>;

/** How saves keep up with the number of people who edit at one time. Medians of some rounds over all numbers, in turn. */
export async function editors(): Promise<Figure[]> {
  const kontor = new KontorUnderTest({ KONTOR_AUTOSAVE_SECONDS: '0' });
  await kontor.start();
  try {
    const block = text(20 * KIB);
    const sessions: EditorSession[] = [];
    for (let i = 0; i < Math.max(...EDITORS); i++)
      sessions.push(await kontor.openSession(await kontor.createDocument(`Curve-${i}.txt`)));
    await Promise.all(sessions.map((session) => kontor.save(session, block, 1)));
    const rounds: SavesAtOnce[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const count of EDITORS)
        rounds.push(await savesAtOnce(kontor, sessions.slice(0, count), block));
    }
    return EDITORS.map((count) => {
      const own = rounds.filter((round) => round.editors === count);
      return {
        editors: count,
        'saves of 20 KB per second': rounded(median(own.map(({ perSecond }) => perSecond))),
        'median, ms': rounded(median(own.map(({ times }) => median(times)))),
        '95 of 100 within, ms': rounded(median(own.map(({ times }) => quantile(times, 0.95)))),
        'processor time each, ms': rounded(median(own.map(({ cpuMs }) => cpuMs))),
      };
    });
  } finally {
    await kontor.stop();
  }
}

interface SavesAtOnce {
  readonly editors: number;
  readonly perSecond: number;
  readonly times: readonly number[];
  readonly cpuMs: number;
}

/** Each editor saves one time after the other. */
async function savesAtOnce(
  kontor: KontorUnderTest,
  sessions: readonly EditorSession[],
  block: Buffer,
): Promise<SavesAtOnce> {
  const each = Math.max(2, Math.ceil(SAVES / sessions.length));
  const times: number[] = [];
  const cpuBefore = kontor.cpuSeconds();
  const from = performance.now();
  await Promise.all(
    sessions.map(async (session) => {
      for (let i = 0; i < each; i++) times.push(await kontor.save(session, block, 1));
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  const cpuMs = ((kontor.cpuSeconds() - cpuBefore) * 1000) / times.length;
  return { editors: sessions.length, perSecond: times.length / seconds, times, cpuMs };
}

/** What more providers cost a save and an opening: each installation by itself, one after the other. */
export async function providers(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [k, m] of CODES) figures.push(await withProviders(k, m));
  return figures;
}

async function withProviders(k: number, m: number): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-curves-'));
  const file = join(folder, 'storage.json');
  const places = Array.from({ length: k + m }, (_, i) => ({
    name: `place-${i + 1}`,
    url: pathToFileURL(join(folder, String(i + 1))).href,
  }));
  await writeFile(file, JSON.stringify({ k, m, providers: places }));
  const kontor = new KontorUnderTest({ KONTOR_AUTOSAVE_SECONDS: '0', KONTOR_STORAGE: file });
  try {
    await kontor.start();
    const row: Figure = { providers: k + m, code: `${k}+${m}` };
    for (const [name, bytes, count] of [
      ['20 KB', 20 * KIB, 60],
      ['10 MB', 10 * KIB * KIB, 6],
    ] as const) {
      const block = text(bytes);
      const session = await kontor.openSession(await kontor.createDocument(`Places-${bytes}.txt`));
      const save = () => kontor.save(session, block, 1);
      await repeated(Math.ceil(count / 3), save);
      const cpuBefore = kontor.cpuSeconds();
      row[`save ${name}, ms`] = rounded(median(await repeated(count, save)));
      row[`processor, ms, ${name}`] = rounded(((kontor.cpuSeconds() - cpuBefore) * 1000) / count);
      const again = await kontor.openSession(
        await kontor.createDocument(`Read-${bytes}.txt`, new Uint8Array(block)),
      );
      const { url } = again.config.document;
      const openings = await repeated(count, async () => {
        const { lastByteMs } = await download(url, kontor.fileHeaders(again));
        return lastByteMs;
      });
      row[`open ${name}, ms`] = rounded(median(openings));
    }
    return row;
  } finally {
    await kontor.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function repeated(count: number, act: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await act());
  return times;
}

const text = (bytes: number): Buffer =>
  Buffer.from(randomBytes(bytes).toString('base64').slice(0, bytes));

const rounded = (value: number): number => Math.round(value * 10) / 10;
