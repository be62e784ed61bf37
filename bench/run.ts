import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { beside } from './beside.ts';
import { editors, providers } from './curves.ts';
import { custody } from './custody.ts';
import { hedged } from './hedged.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { plain } from './plain.ts';
import { processes } from './processes.ts';
import { start } from './start.ts';
import { tokens } from './tokens.ts';
import { trace } from './trace.ts';
import { download, encryptOnly, median, writeSixFiles } from './limits.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SIZES = [
  { name: '20 KB', block: 20 * KIB, times: 1, rounds: 25, before: 20 },
  { name: '1 MB', block: MIB, times: 1, rounds: 25, before: 60 },
  { name: '10 MB', block: MIB, times: 10, rounds: 15, before: 10 },
  { name: '100 MB', block: MIB, times: 100, rounds: 7, before: 2 },
] as const;
/** V8 compiles what runs often: after some three hundred saves they no longer become faster. */
const SAVES_AFTER_START = 400;
const FIRST_SAVES = 25;
const SESSIONS = 4_000;
const PARALLEL_SESSIONS = 16;
const TEMPLATE_LISTS = 6_000;
const PARALLEL_LISTS = 8;
const DOCUMENTS_IN_LIST = 50;
const PAGES = 600;

const CUSTODY_TITLE = 'Cost of private custody (medians, ms; limit of the ratios 1.15)';

type Figure = Record<string, string | number>;

if (process.argv[2] === 'hedged') {
  print('Opening from six buckets, 10 ms away each (ms, to the last byte)', await hedged());
  process.exit();
}

if (process.argv[2] === 'plain') {
  print('Beside a plain receiver without encryption, coding or fsync (per second)', await plain());
  process.exit();
}

if (process.argv[2] === 'beside') {
  print('A health request beside large saves', await beside());
  process.exit();
}

if (process.argv[2] === 'curves') {
  print('Saves by the number of people who edit at one time', await editors());
  print('Saves and openings by the number of providers', await providers());
  process.exit();
}

if (process.argv[2] === 'processes') {
  const engine = process.argv[3] === 'postgres' ? 'postgres' : 'sqlite';
  print(`What a second process adds on ${engine} (KONTOR_PROCESSES)`, await processes(engine));
  process.exit();
}

if (process.argv[2] === 'tokens') {
  print('What it costs to check who asks (sessions; limit of the ratio 1.1)', await tokens());
  process.exit();
}

if (process.argv[2] === 'start') {
  print('A start with data and code that were there before', await start());
  process.exit();
}

if (process.argv[2] === 'trace') {
  await trace(print);
  process.exit();
}

if (process.argv[2] === 'custody') {
  print(CUSTODY_TITLE, await custody());
  process.exit();
}

let kontor = await started();
try {
  // First and in a process of its own: nothing that ran before hides what a gigabyte adds.
  const memory = await memoryOfOneGigabyte();
  await kontor.stop();
  kontor = await started();
  const results = {
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    afterStart: await afterStart(),
    saveAndOpen: await saveAndOpen(),
    sessions: await sessions(),
    templates: await templates(),
    pages: await pages(),
    custody: await custody(),
    memory,
  };
  writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  print('Saves of 20 KB from a start on (medians, ms)', [results.afterStart]);
  print('Save and open (medians, ms; limits measured in the same run)', results.saveAndOpen);
  print('Editor sessions', [results.sessions]);
  print('Template lists from the cache', [results.templates]);
  print('Processor time of pages and lists (ms each, of all threads)', results.pages);
  print(CUSTODY_TITLE, results.custody);
  print('Memory while a 1 GB file is saved (MiB)', [results.memory]);
} finally {
  await kontor.stop();
}

async function started(): Promise<KontorUnderTest> {
  const fresh = new KontorUnderTest();
  await fresh.start();
  return fresh;
}

/** How long a save takes while the process is new, and once its code is compiled. */
async function afterStart(): Promise<Figure> {
  const documentId = await kontor.createDocument('Start.txt');
  const bytes = text(20 * KIB);
  const times: number[] = [];
  while (times.length < SAVES_AFTER_START) {
    times.push(await kontor.save(await kontor.openSession(documentId), bytes, 1));
  }
  return {
    [`first ${FIRST_SAVES}`]: round1(median(times.slice(0, FIRST_SAVES))),
    [`last ${FIRST_SAVES} of ${SAVES_AFTER_START}`]: round1(median(times.slice(-FIRST_SAVES))),
  };
}

async function saveAndOpen(): Promise<Figure[]> {
  const rows: Figure[] = [];
  for (const size of SIZES) rows.push(await measure(size));
  return rows;
}

/**
 * Limit and product in turn, round by round, so that a slow moment of the machine hits both. The rounds `before` warm
 * both up and do not count.
 */
async function measure({
  name,
  block,
  times,
  rounds,
  before,
}: (typeof SIZES)[number]): Promise<Figure> {
  const documentId = await kontor.createDocument('Bench.txt');
  const bytes = text(block);
  const size = block * times;
  const samples = { disk: [], copy: [], cipher: [], save: [], first: [], last: [] } as Record<
    string,
    number[]
  >;
  for (let round = -before; round < rounds; round++) {
    const session = await kontor.openSession(documentId);
    const offered = kontor.documentServer.offer('bench', bytes, {
      status: 6,
      filetype: 'txt',
      user: 'alice',
      times,
    });
    const sample = {
      disk: await writeSixFiles(join(kontor.folder, 'limit'), size),
      copy: (await download(offered.url)).lastByteMs,
      cipher: encryptOnly(size),
      save: await kontor.save(session, bytes, times),
      ...(await openAgain(documentId)),
    };
    if (round >= 0) for (const [key, value] of Object.entries(sample)) samples[key]?.push(value);
  }
  const at = (key: string, round: number) => samples[key]?.[round] ?? Number.NaN;
  const ratios = Array.from(
    { length: rounds },
    (_, round) => (at('save', round) - at('copy', round)) / at('disk', round),
  );
  const m = (key: string) => median(samples[key] ?? []);
  return {
    size: name,
    save: round1(m('save')),
    'six files': round1(m('disk')),
    'download alone': round1(m('copy')),
    // Round by round: a slow moment of the machine hits what stands above and below the line.
    '(save - download) / six files': round2(median(ratios)),
    'open, first byte': round1(m('first')),
    'open, last byte': round1(m('last')),
    'open MB/s': Math.round(size / 1e6 / (m('last') / 1000)),
    'open / download': round2(m('last') / m('copy')),
    'cipher alone': round1(m('cipher')),
  };
}

async function openAgain(documentId: string): Promise<{ first: number; last: number }> {
  const session = await kontor.openSession(documentId);
  const { firstByteMs, lastByteMs } = await download(
    session.config.document.url,
    kontor.fileHeaders(session),
  );
  return { first: firstByteMs, last: lastByteMs };
}

async function sessions(): Promise<Figure> {
  const documentId = await kontor.createDocument('Sessions.txt');
  await openMany(documentId, 500);
  const cpu = kontor.cpuSeconds();
  const from = performance.now();
  await openMany(documentId, SESSIONS);
  const seconds = (performance.now() - from) / 1000;
  return {
    created: SESSIONS,
    'per second': Math.round(SESSIONS / seconds),
    'per second of one core': Math.round(SESSIONS / (kontor.cpuSeconds() - cpu)),
  };
}

/** `GET /api/oneoffixx/templates`, kept from a first request; the simulator backend offers what it has. */
async function templates(): Promise<Figure> {
  await listTemplates(500);
  const cpu = kontor.cpuSeconds();
  const times = await listTemplates(TEMPLATE_LISTS);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    answers: TEMPLATE_LISTS,
    'per second of one core': Math.round(TEMPLATE_LISTS / (kontor.cpuSeconds() - cpu)),
    'median, ms': round1(median(times)),
    'p99, ms': round1(sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN),
  };
}

async function listTemplates(count: number): Promise<number[]> {
  const times: number[] = [];
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      times.push(
        (await download(`${kontor.url}/api/oneoffixx/templates`, kontor.headers)).lastByteMs,
      );
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_LISTS }, worker));
  return times;
}

/** Fifty documents in the list; the aim is less than 10 ms for each. */
async function pages(): Promise<Figure[]> {
  const ids: string[] = [];
  for (let i = 0; i < DOCUMENTS_IN_LIST; i++)
    ids.push(await kontor.createDocument(`Page-${i}.txt`));
  const addresses = {
    'the page of the editor, or why it cannot open': `/edit/${ids[0]}`,
    'the page with the list': '/',
    'the list for programs': '/api/documents?limit=50',
  };
  const rows: Figure[] = [];
  for (const [name, path] of Object.entries(addresses)) {
    const read = () => download(kontor.url + path, kontor.headers);
    for (let i = 0; i < PAGES / 2; i++) await read();
    const cpu = kontor.cpuSeconds();
    for (let i = 0; i < PAGES; i++) await read();
    rows.push({ name, 'processor time': round2(((kontor.cpuSeconds() - cpu) * 1000) / PAGES) });
  }
  return rows;
}

async function openMany(documentId: string, count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await kontor.openSession(documentId);
  };
  await Promise.all(Array.from({ length: PARALLEL_SESSIONS }, worker));
}

async function memoryOfOneGigabyte(): Promise<Figure> {
  const session = await kontor.openSession(await kontor.createDocument('Large.txt'));
  const block = text(MIB);
  kontor.forgetPeak();
  const before = kontor.memory().now;
  const ms = await kontor.save(session, block, 1024);
  const { peak } = kontor.memory();
  return {
    before: Math.round(before),
    peak: Math.round(peak),
    growth: Math.round(peak - before),
    'save MB/s': Math.round((1024 * MIB) / 1e6 / (ms / 1000)),
  };
}

function text(size: number): Buffer {
  return Buffer.from(randomBytes(size).toString('base64').slice(0, size));
}

function print(title: string, rows: readonly Figure[]): void {
  process.stdout.write(`\n${title}\n`);
  console.table(rows);
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
