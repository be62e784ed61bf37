import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SQLite from 'better-sqlite3';
import { SeededDice } from '../seeded-dice.js';
import { UnrulyDisk } from '../unruly-disk.js';

const KILLS = 10;
/** Before a kill, so that it falls into the middle of the work; up to twice as many. */
const ACKNOWLEDGED = 200;
const WORKERS = 16;

const built = (file: string) =>
  pathToFileURL(join(import.meta.dirname, '../../dist/platform/database', file)).href;

/** Transactions without end, of two rows each; every third fails after its first row. Prints what was acknowledged. */
const PROGRAM = `
  import { writeSync } from 'node:fs';
  import { sql } from 'kysely';
  import { openSqlite } from '${built('open-database.js')}';
  const [file, round] = process.argv.slice(1);
  const database = openSqlite(file, { isAlone: true });
  const insert = (id, half) => sql\`insert into halves values (\${id}, \${half})\`.execute(database.query());
  const tell = (line) => writeSync(1, line + '\\n');
  async function one(id, fails) {
    try {
      await database.inTransaction(async () => {
        await insert(id, 1);
        if (fails) throw new Error('meant to fail');
        await insert(id, 2);
      });
      tell('stored ' + id);
    } catch (error) {
      tell(error.code === undefined ? 'failed ' + id : error.code + ' ' + id);
    }
  }
  for (;;) {
    const opened = await sql\`create table if not exists halves (id text, half integer)\`
      .execute(database.kysely).catch((error) => tell(error.code + ' table'));
    if (opened !== undefined) break;
  }
  await Promise.all(Array.from({ length: ${WORKERS} }, async (_, worker) => {
    for (let n = 0; ; n++) await one([round, worker, n].join('-'), n % 3 === 2);
  }));
`;

describe('Transactions that share commits, in a process that is killed', () => {
  let folder: string;
  let disk: UnrulyDisk;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kontor-shared-'));
    disk = new UnrulyDisk(folder);
    mkdirSync(join(folder, 'disk'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (place = 'disk') => join(folder, place, 'one.sqlite');

  /** Lines that it printed until it was killed, after so many acknowledged transactions. */
  async function killed(round: number, after: number, env: Record<string, string> = {}) {
    const args = ['--input-type=module', '-e', PROGRAM, '--', file(), String(round)];
    const child = spawn(process.execPath, args, {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    let stored = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.startsWith('stored')) stored += 1;
      if (stored === after) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    return lines;
  }

  const told = (lines: readonly string[], word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  /** By the id of each transaction, how many of its two rows there are. */
  function halves(place?: string): Map<string, number> {
    const sqlite = new SQLite(file(place));
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = sqlite.prepare('select id, count(*) as n from halves group by id').all();
    sqlite.close();
    return new Map((rows as { id: string; n: number }[]).map(({ id, n }) => [id, n]));
  }

  function expectWhole(kept: Map<string, number>, lines: readonly string[]): void {
    expect([...kept.values()].filter((count) => count !== 2)).toEqual([]);
    expect(told(lines, 'stored').filter((id) => !kept.has(id))).toEqual([]);
    expect(told(lines, 'failed').filter((id) => kept.has(id))).toEqual([]);
  }

  it('should be there when they were acknowledged, and none by half', async () => {
    const dice = new SeededDice(14);
    const lines: string[] = [];
    for (let round = 0; round < KILLS; round++) {
      lines.push(...(await killed(round, ACKNOWLEDGED + dice.below(ACKNOWLEDGED))));
      expectWhole(halves(), lines);
    }
    expect(told(lines, 'failed').length).toBeGreaterThan(KILLS);
  });

  it('should be there although all that was not synced is gone', async () => {
    const lines = await killed(0, 3 * ACKNOWLEDGED, disk.powered('disk'));
    disk.afterPowerFailure('disk', 'rebuilt');
    expectWhole(halves('rebuilt'), lines);
  });

  it('should be there although a sync of the log failed in between', async () => {
    const env = { ...disk.powered('disk'), ...disk.failing('disk') };
    const lines = await killed(0, ACKNOWLEDGED, env);
    disk.afterPowerFailure('disk', 'rebuilt');
    expectWhole(halves('rebuilt'), lines);
    expectWhole(halves(), lines);
  });
});
