import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { platformSettings, type PlatformSettings } from '../platform/config/platform.config.js';
import { isPostgresAddress } from '../platform/config/postgres-address.js';
import { readSettings } from '../platform/config/settings.js';
import { DatabaseMove, type MovedTable } from '../platform/database/database-move.js';
import {
  sourceMissing,
  targetMissing,
  targetNotPostgres,
} from '../platform/database/move.errors.js';
import { openDatabase, openSqliteForReading } from '../platform/database/open-database.js';
import { counted } from '../platform/language/counted.js';
import { ProgressBar } from './progress-bar.js';
import { say, type Terminal } from './terminal.js';

const WORDS = { copy: 'copying', compare: 'comparing' };

export function migrateDatabaseCommand(terminal: Terminal): Command {
  return new Command('migrate-database')
    .description('move the tables from SQLite in the data folder to PostgreSQL; stop Kontor before')
    .option('--to <url>', 'an empty database: postgres://user@host/database (password: PGPASSWORD)')
    .option('--to-file <file>', 'a file that holds the whole address, password included')
    .addHelpText('after', '\nThe address may also stand in TARGET_DATABASE_URL.')
    .action((options: Target) => migrate(terminal, addressOf(terminal, options)));
}

interface Target {
  readonly to?: string;
  readonly toFile?: string;
}

/** A command line is read by every user of the machine, and kept by the shell. */
function addressOf(terminal: Terminal, { to, toFile }: Target): string {
  if (toFile !== undefined) return readFileSync(toFile, 'utf8').trim();
  const address = to ?? terminal.env.TARGET_DATABASE_URL;
  if (address === undefined) throw targetMissing();
  if (to !== undefined && (URL.parse(to)?.password ?? '') !== '') {
    process.title = 'kontor migrate-database';
    terminal.stderr.write(
      'The password stood in the command line, where other users of this machine could read it. ' +
        'Use --to-file, TARGET_DATABASE_URL or PGPASSWORD, and change it.\n',
    );
  }
  return address;
}

async function migrate(terminal: Terminal, databaseUrl: string): Promise<void> {
  // DATABASE_URL may name the target already; the source is always the SQLite file in the data folder.
  const settings = readSettings([platformSettings], { ...terminal.env, DATABASE_URL: undefined });
  const { dataDir } = settings.platform as PlatformSettings;
  if (!isPostgresAddress(databaseUrl)) throw targetNotPostgres();
  const file = join(dataDir, 'kontor.sqlite');
  if (!existsSync(file)) throw sourceMissing(dataDir);
  const source = openSqliteForReading(file);
  const target = await openDatabase({ dataDir, databaseUrl, statementTimeoutMs: 0 });
  const bar = new ProgressBar(terminal.stderr, 'bar');
  try {
    const move = new DatabaseMove(source, target, ({ phase, table, done, total }) =>
      bar.show(done, total, `${WORDS[phase]} ${table}`),
    );
    const moved = await move.run();
    bar.end();
    report(terminal, moved);
  } finally {
    bar.end();
    await target.close();
    await source.close();
  }
}

function report(terminal: Terminal, moved: readonly MovedTable[]): void {
  for (const { name, rows } of moved) say(terminal, `${String(rows).padStart(10)}  ${name}`);
  const rows = moved.reduce((sum, table) => sum + table.rows, 0);
  say(
    terminal,
    `Done: ${counted(rows, 'row')} in ${counted(moved.length, 'table')}, the same on both sides.`,
  );
  say(
    terminal,
    'Now set DATABASE_URL and start Kontor. The data folder stays in use: sessions are in it.',
  );
}
