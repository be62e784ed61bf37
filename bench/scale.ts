import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../test/start-postgres.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { download, median } from './limits.ts';
import type { BenchDatabase, Engine } from './scale-database.ts';
import { askedFor, machine, openDatabaseOf, round2, timesOf } from './scale-rounds.ts';
import { DOCUMENT_TABLES, SEARCH_TABLES, seed, VERSION_TABLES } from './scale-seed.ts';

const { sizes: SIZES, rounds: ROUNDS, engines: ENGINES } = askedFor('1000,10000,100000');
const REAL_DOCUMENTS = 20;
const BODY = randomBytes(15_000).toString('base64');
/** For processor time, which is counted in steps of ten milliseconds. */
const REPEATS = 50;
const SESSIONS = 400;

type Figure = Record<string, string | number>;
type Operation = (under: Installation) => Promise<unknown>;

/** A Kontor with so many documents, of which some can be opened. */
interface Installation {
  readonly count: number;
  readonly kontor: KontorUnderTest;
  readonly database: BenchDatabase;
  readonly real: readonly string[];
  turn: number;
}

const get = (path: (under: Installation) => string): Operation => {
  return (under) => download(under.kontor.url + path(under), under.kontor.headers);
};

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'list, first page': get(() => '/api/documents?limit=50'),
  'list, in the middle': get(({ count }) => `/api/documents?limit=50&cursor=${middle(count)}`),
  'desk page': get(() => '/'),
  open: openAndFetch,
  save: openAndSave,
  'search, nothing found': get(() => '/api/documents?q=none+such'),
  'search, one found': get(() => '/api/documents?q=cument+777.t'),
  'search, all found': get(() => '/api/documents?q=document'),
};

const FILE = join(import.meta.dirname, 'scale.json');
/** One engine can be measured again without the other. */
const results: Record<string, unknown> = {
  ...(existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as object) : {}),
  machine: machine(),
  rounds: ROUNDS,
};
for (const engine of ENGINES) results[engine] = await measureEngine(engine);
writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);

async function measureEngine(engine: Engine): Promise<object> {
  const postgres = engine === 'postgres' ? await startPostgres() : undefined;
  const all: Installation[] = [];
  const started: KontorUnderTest[] = [];
  try {
    for (const count of SIZES) {
      const databaseUrl = await postgres?.createDatabase();
      const kontor = new KontorUnderTest({
        ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      });
      started.push(kontor);
      all.push(await install(kontor, count, databaseUrl));
    }
    const flat = await flatness(all);
    const [smallest, largest] = [all[0]!, all.at(-1)!];
    const bytes = await bytesOf(smallest, largest);
    const cost = [await costs(smallest), await costs(largest)];
    const sessions = await editors(largest);
    const places = shardFiles(join(largest.kontor.folder, 'data', 'shards'));
    print(`${engine}: medians in ms, and in ratio to ${smallest.count} documents`, flat);
    print(`${engine}: bytes in the database`, bytes);
    print(`${engine}: processor time in ms`, cost);
    print(`${engine}: an open editor`, [sessions]);
    return { flat, bytes, cost, sessions, places };
  } catch (error) {
    for (const { output } of started) process.stderr.write(output.slice(-2_000));
    throw error;
  } finally {
    for (const { database } of all) await database.close();
    for (const kontor of started) await kontor.stop();
    await postgres?.stop();
  }
}

async function install(
  kontor: KontorUnderTest,
  count: number,
  databaseUrl: string | undefined,
): Promise<Installation> {
  await kontor.start();
  const real: string[] = [];
  for (let n = 0; n < REAL_DOCUMENTS; n++) {
    real.push(await kontor.createDocument(`Real-${n}.txt`, BODY));
  }
  const database = await openDatabaseOf(kontor, databaseUrl);
  const under = { count, kontor, database, real, turn: 0 };
  // Its second version, and the key of an editor, belong to the shape.
  await openAndSave(under);
  await seed(database, real[0]!, count - REAL_DOCUMENTS);
  return under;
}

function next(under: Installation): string {
  return under.real[under.turn++ % REAL_DOCUMENTS]!;
}

async function openAndFetch(under: Installation): Promise<void> {
  const session = await under.kontor.openSession(next(under));
  await download(session.config.document.url, under.kontor.fileHeaders(session));
}

/** The time of the save alone. */
async function openAndSave(under: Installation): Promise<number> {
  const session = await under.kontor.openSession(next(under));
  return under.kontor.save(session, Buffer.from(BODY), 1);
}

/** A cursor as Kontor writes them: half of the seeded documents come before it. */
function middle(count: number): string {
  const n = Math.floor(count / 2);
  const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const position = [Date.now() - 86_400_000 - 600_000 + n, id];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

async function flatness(all: readonly Installation[]): Promise<Figure[]> {
  const rows: Figure[] = [];
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const times = await timesOf(operation, all, ROUNDS);
    const ratio = (n: number) =>
      median(times[n]!.map((ms, round) => ms / (times[0]![round] ?? Number.NaN)));
    rows.push({
      operation: name,
      ...Object.fromEntries(all.map(({ count }, n) => [count, round2(median(times[n]!))])),
      ...Object.fromEntries(
        all.slice(1).map(({ count }, n) => [`× ${count}`, round2(ratio(n + 1))]),
      ),
    });
  }
  return rows;
}

/** What one more document, and one more version, adds to the tables. */
async function bytesOf(smallest: Installation, largest: Installation): Promise<Figure[]> {
  const few = await smallest.database.bytesOfTables();
  const many = await largest.database.bytesOfTables();
  const perRow = (table: string, each: number) =>
    Math.round(
      ((many.get(table) ?? 0) - (few.get(table) ?? 0)) / (largest.count - smallest.count) / each,
    );
  const sum = (tables: readonly string[], each: number) =>
    tables.reduce((total, table) => total + perRow(table, each), 0);
  return [
    { of: 'document', bytes: sum([...DOCUMENT_TABLES, ...SEARCH_TABLES], 1) },
    { of: 'document, to find its title', bytes: sum(SEARCH_TABLES, 1) },
    { of: 'share', bytes: perRow('document_shares', 0.5) },
    { of: 'version', bytes: sum(VERSION_TABLES, 2) },
    { of: 'version, where its shards are', bytes: perRow('storage_shards', 2) },
  ];
}

async function costs(under: Installation): Promise<Figure> {
  const row: Figure = { documents: under.count };
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const before = under.kontor.cpuSeconds();
    for (let n = 0; n < REPEATS; n++) await operation(under);
    row[name] = round2(((under.kontor.cpuSeconds() - before) * 1000) / REPEATS);
  }
  return row;
}

/** Sessions that stay open: what each takes of memory and disk. */
async function editors({ kontor, real }: Installation): Promise<Figure> {
  const folder = join(kontor.folder, 'data', 'sessions');
  const before = {
    memory: kontor.memory().now,
    disk: bytesBelow(folder),
    cpu: kontor.cpuSeconds(),
  };
  for (let n = 0; n < SESSIONS; n++) await kontor.openSession(real[n % real.length]!);
  return {
    sessions: SESSIONS,
    'memory KiB each': round2(((kontor.memory().now - before.memory) * 1024) / SESSIONS),
    'disk bytes each': Math.round((bytesBelow(folder) - before.disk) / SESSIONS),
    'processor ms each': round2(((kontor.cpuSeconds() - before.cpu) * 1000) / SESSIONS),
  };
}

/** None where there is no such folder: with PostgreSQL sessions are in the database. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function bytesBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

function shardFiles(folder: string): Figure {
  const files = filesBelow(folder);
  return { files: files.length, bytes: bytesBelow(folder), 'content bytes': BODY.length };
}

function print(title: string, rows: readonly Figure[]): void {
  process.stdout.write(`\n${title}\n`);
  console.table(rows);
}
