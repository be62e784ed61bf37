import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../test/free-port.ts';
import { KontorProcess } from '../test/kontor-process.ts';
import { startPostgres } from '../test/start-postgres.ts';
import { openBenchPostgres, openBenchSqlite, type BenchDatabase } from './scale-database.ts';

const DOCUMENTS = Number(process.argv[2] ?? 10_000);
const AT_ONCE = 6;

const folder = await mkdtemp(join(tmpdir(), 'kontor-move-'));
const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase();
const settings = { PORT: String(await freePorts()), KONTOR_DATA_DIR: join(folder, 'data') };
const bodies = new Map<string, string>();
try {
  const createMs = await withKontor({}, create);
  const before = await counts(openBenchSqlite(settings.KONTOR_DATA_DIR));
  const moveMs = await timed(move);
  const after = await counts(await openBenchPostgres(databaseUrl));
  const readMs = await withKontor({ DATABASE_URL: databaseUrl }, readEveryHead);
  const rows = Object.values(before).reduce((sum, count) => sum + count, 0);
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const figures = {
    documents: DOCUMENTS,
    rows,
    'counts are equal': isSame,
    'heads read back': bodies.size,
    'create s': seconds(createMs),
    'move s': seconds(moveMs),
    'read s': seconds(readMs),
  };
  console.table([figures]);
  if (!isSame) throw new Error('the counts differ');
  writeFileSync(join(import.meta.dirname, 'move.json'), `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** The milliseconds of `work`, on a Kontor that runs for it alone. */
async function withKontor(
  env: Record<string, string>,
  work: (url: string, headers: Record<string, string>) => Promise<void>,
): Promise<number> {
  const kontor = new KontorProcess({ ...settings, ...env });
  await kontor.start('--playground');
  try {
    const response = await fetch(`${kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"alice","password":"alice"}',
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return await timed(() => work(kontor.url, { authorization: `Bearer ${token}` }));
  } catch (error) {
    process.stderr.write(kontor.output.slice(-2_000));
    throw error;
  } finally {
    await kontor.kill('SIGTERM');
  }
}

async function create(url: string, headers: Record<string, string>): Promise<void> {
  await each(
    Array.from({ length: DOCUMENTS }, (_, n) => n),
    async (n) => {
      const body = `content of document ${n}`;
      const path = `${url}/api/documents?title=Document-${n}.txt`;
      const response = await fetch(path, { method: 'POST', headers, body });
      if (response.status !== 201) throw new Error(`creating answered ${response.status}`);
      bodies.set(((await response.json()) as { id: string }).id, body);
    },
  );
}

async function readEveryHead(url: string, headers: Record<string, string>): Promise<void> {
  await each([...bodies], async ([id, body]) => {
    const response = await fetch(`${url}/api/documents/${id}/content`, { headers });
    if ((await response.text()) !== body) throw new Error(`the head of ${id} does not read back`);
  });
}

async function move(): Promise<void> {
  const command = join(import.meta.dirname, '../dist/kontor.js');
  const moving = spawn(process.execPath, [command, 'migrate-database', '--to', databaseUrl], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: 'inherit',
  });
  const [status] = (await once(moving, 'exit')) as [number];
  if (status !== 0) throw new Error(`migrate-database ended with ${status}`);
}

/** Rows of every table that both hold. */
async function counts(database: BenchDatabase): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [...(await database.bytesOfTables()).keys()].sort()) {
    if (/^(sqlite|kysely)_/.test(table)) continue;
    const [row] = await database.all(`select count(*) as n from ${table}`);
    found[table] = Number(row?.n);
  }
  await database.close();
  return found;
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
