import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database/database.js';
import {
  migrateDown,
  migrateToLatest,
  pendingMigrations,
} from '../../src/platform/database/migrate.js';
import { describeOnBothEngines } from '../engines.js';

describeOnBothEngines('the migrations', ({ open }) => {
  it('should give the same schema again after going down and up', async () => {
    const database = await open({ migrated: false });
    const empty = await schemaOf(database);
    await migrateToLatest(database);
    const first = await schemaOf(database);
    expect(first.length).toBeGreaterThan(empty.length);

    await migrateDown(database);
    expect((await schemaOf(database)).filter(isOurs)).toEqual(empty.filter(isOurs));

    await migrateToLatest(database);
    expect(await schemaOf(database)).toEqual(first);
  });

  it('should leave a database as it was when one of them fails', async () => {
    const database = await open({ migrated: false });
    // In the way of a late one.
    await sql`create table outbox_events (id text)`.execute(database.kysely);
    const before = (await schemaOf(database)).filter(isOurs);
    await expect(migrateToLatest(database)).rejects.toThrow('could not be migrated');
    expect((await schemaOf(database)).filter(isOurs)).toEqual(before);

    await sql`drop table outbox_events`.execute(database.kysely);
    await migrateToLatest(database);
    expect(await pendingMigrations(database)).toBe(0);
  });
});

/** The migrator's own tables stay. */
const isOurs = (line: string): boolean => !line.includes('kysely_migration');

async function schemaOf(database: Database): Promise<string[]> {
  const query = database.engine === 'sqlite' ? sqliteSchema : postgresSchema;
  const { rows } = await query.execute(database.kysely);
  return rows.map(({ line }) => line).sort();
}

const sqliteSchema = sql<{ line: string }>`
  select type || ' ' || name || ' ' || coalesce(sql, '') as line from sqlite_master`;

const postgresSchema = sql<{ line: string }>`
  select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public'
  union all
  select concat_ws(' ', tablename, indexdef) from pg_indexes where schemaname = 'public'
  union all
  select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = 'public'::regnamespace`;
