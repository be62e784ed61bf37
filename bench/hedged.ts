import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryS3 } from '../test/fakes/memory-s3.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { download, quantile } from './limits.ts';

const BUCKETS = ['a', 'b', 'c', 'd', 'e', 'f'];
const USUAL_MS = 10;
const SLOW_MS = 5_000;
const DOCUMENTS = 12;
const OPENINGS = 240;
const SIZES = [
  { name: '20 KB', bytes: 20 * 1024 },
  { name: '4 MB', bytes: 4 * 1024 * 1024 },
] as const;

type Figure = Record<string, string | number>;

/** Opening from six buckets, 10 ms away each, and then with one of them answering after 5 s. */
export async function hedged(): Promise<Figure[]> {
  const s3 = new MemoryS3();
  await s3.start();
  const folder = await mkdtemp(join(tmpdir(), 'kontor-hedged-'));
  const kontor = new KontorUnderTest(sixBuckets(s3.endpoint, folder));
  await kontor.start();
  try {
    const rows: Figure[] = [];
    for (const size of SIZES) rows.push(await measure(kontor, s3, size));
    return rows;
  } finally {
    await kontor.stop();
    await s3.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(
  kontor: KontorUnderTest,
  s3: MemoryS3,
  { name, bytes }: (typeof SIZES)[number],
): Promise<Figure> {
  const setLatency = (slow?: string) => {
    s3.fault = ({ bucket }) => ({ latencyMs: bucket === slow ? SLOW_MS : USUAL_MS });
  };
  setLatency();
  const content = Buffer.alloc(bytes, 'text ');
  const documents: string[] = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    documents.push(await kontor.createDocument('Hedged.txt', content));
  }
  await openings(kontor, documents, OPENINGS / 4);
  // Before and after, so that a machine that gets busier meanwhile slows down both.
  const before = await openings(kontor, documents, OPENINGS / 2);
  setLatency('c');
  const slow = await openings(kontor, documents, OPENINGS);
  setLatency();
  const healthy = [...before, ...(await openings(kontor, documents, OPENINGS / 2))];
  const p95 = (values: readonly number[]) => Math.round(quantile(values, 0.95) * 10) / 10;
  return {
    size: name,
    openings: OPENINGS,
    'healthy, median': Math.round(quantile(healthy, 0.5) * 10) / 10,
    'healthy, p95': p95(healthy),
    'one after 5 s, median': Math.round(quantile(slow, 0.5) * 10) / 10,
    'one after 5 s, p95': p95(slow),
    'one after 5 s, slowest': Math.round(Math.max(...slow)),
    'p95 / healthy p95': Math.round((p95(slow) / p95(healthy)) * 100) / 100,
  };
}

/** Milliseconds to the last byte of each. */
async function openings(
  kontor: KontorUnderTest,
  documents: readonly string[],
  count: number,
): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const address = `${kontor.url}/api/documents/${documents[i % documents.length]}/content`;
    took.push((await download(address, kontor.headers)).lastByteMs);
  }
  return took;
}

function sixBuckets(endpoint: string, folder: string): Record<string, string> {
  const file = join(folder, 'storage.json');
  const providers = BUCKETS.map((name) => ({ name, url: `s3://${name}?endpoint=${endpoint}` }));
  writeFileSync(file, JSON.stringify({ k: 4, m: 2, providers }));
  const keys = BUCKETS.flatMap((name) =>
    ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'].map((what) => [
      `KONTOR_S3_${name.toUpperCase()}_${what}`,
      'any',
    ]),
  );
  return { KONTOR_STORAGE: file, ...Object.fromEntries(keys) };
}
