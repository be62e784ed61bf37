import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { tablesOfPostgres, tablesOfSqlite } from '../../src/platform/database/database-move.js';
import type { Database, Engine } from '../../src/platform/database/database.js';
import { migrateDown, migrateToLatest } from '../../src/platform/database/migrate.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { NEWEST_MIGRATION, restoreOldInstallation } from '../old-installation.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const BEFORE_STANDING = '20261129T1750-documents-owner-records';

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

describe.each<Engine>(['sqlite', 'postgres'])('a database of 4112291 on %s', (engine) => {
  let folder: string;
  let server: RunningPostgres | undefined;
  let database: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-old-'));
    if (engine === 'postgres') server = await startPostgres();
    const databaseUrl = await server?.createDatabase();
    await restoreOldInstallation(engine, folder, databaseUrl);
    database = await openDatabase({ dataDir: join(folder, 'data'), databaseUrl });
  });

  afterAll(async () => {
    await database?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Every row of every table, by table. */
  async function rowsOf(): Promise<Rows> {
    const tables =
      engine === 'sqlite' ? await tablesOfSqlite(database) : await tablesOfPostgres(database);
    const rows: Record<string, readonly Record<string, unknown>[]> = {};
    for (const { name, columns } of tables) {
      const of = await sql<
        Record<string, unknown>
      >`select ${sql.join(columns.map((column) => sql.ref(column)))}
        from ${sql.table(name)}`.execute(database.kysely);
      rows[name] = of.rows.toSorted((one, other) =>
        JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
      );
    }
    return rows;
  }

  it('should be the same again, row by row, after going up and down', async () => {
    const before = await rowsOf();
    expect(before.documents).toHaveLength(5);
    await migrateToLatest(database);
    const up = await rowsOf();
    expect(Object.keys(up).length).toBeGreaterThan(Object.keys(before).length);
    await migrateDown(database, NEWEST_MIGRATION);
    expect(await rowsOf()).toEqual(before);
    await migrateToLatest(database);
    expect(await rowsOf()).toEqual(up);
  });

  it('should keep whom a provider knows when only the newest part goes down, and up again', async () => {
    await sql`insert into openid_people (issuer, subject, account_id, is_admin_by_claim, created_at, proved_at, gone_at)
      values ('https://login.example', 'carla', 'carla', 0, 5, 6, 7)`.execute(database.kysely);
    const people = async () =>
      (await sql`select * from openid_people`.execute(database.kysely)).rows;
    await migrateDown(database, BEFORE_STANDING);
    const carla = {
      ...{ issuer: 'https://login.example', subject: 'carla', account_id: 'carla' },
      ...{ is_admin_by_claim: 0, created_at: 5 },
    };
    expect(await people()).toEqual([expect.objectContaining(carla)]);
    expect(Object.keys((await people())[0] as object)).not.toContain('proved_at');
    const from = Date.now();
    await migrateToLatest(database);
    // Nobody knows when the provider last vouched for her: as if today.
    const [again] = (await people()) as { proved_at: number; gone_at: number | null }[];
    expect(again).toMatchObject({ ...carla, gone_at: null });
    expect(again!.proved_at).toBeGreaterThanOrEqual(from);
  });
});
