import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import type { Engine } from '../src/platform/database/database.js';

const run = promisify(execFile);
const FROM = join(import.meta.dirname, 'installations/4112291');
const VECTORS = join(import.meta.dirname, 'vectors');
const PRIVATE = 0o600;

/** The last migration that it had. */
export const NEWEST_MIGRATION = '20261128T1600-editor-connector-recovered';

export interface OldInstallation {
  /** Where it is now. */
  readonly env: Readonly<Record<string, string>>;
  readonly documents: Readonly<Record<'letter' | 'note' | 'gone' | 'doras' | 'hidden', string>>;
  /** Of Alice and Bob, for what is private. */
  readonly keys: Readonly<Record<'alice' | 'bob', string>>;
}

/** An installation of commit 4112291, as it was when it was stopped (test/installations/4112291/README.md). */
export async function restoreOldInstallation(
  engine: Engine,
  folder: string,
  databaseUrl: string | undefined,
): Promise<OldInstallation> {
  const of = join(FROM, engine);
  const dataDir = join(folder, 'data');
  await mkdir(dataDir, { recursive: true });
  await run('tar', ['-xzf', join(of, 'data.tar.gz'), '-C', dataDir]);
  if (databaseUrl !== undefined) await load(databaseUrl, join(of, 'database.sql.gz'));
  const identity = join(folder, 'identity.key');
  await cp(join(VECTORS, 'sealed-object-v1/identity.key'), identity);
  const secret = join(folder, 'secret.key');
  await writeFile(secret, 'only-for-tests-only-for-tests-only-for-tests\n', { mode: PRIVATE });
  return {
    env: {
      ...{ KONTOR_DATA_DIR: dataDir, KONTOR_IDENTITY_FILE: identity, KONTOR_SECRET_FILE: secret },
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
    documents: JSON.parse(
      await readFile(join(of, 'documents.json'), 'utf8'),
    ) as OldInstallation['documents'],
    keys: {
      alice: await keyIn(join(VECTORS, 'sealed-object-v1-about/member.key')),
      bob: await keyIn(join(VECTORS, 'sealed-object-v1-about/recovery.key')),
    },
  };
}

const keyIn = async (file: string): Promise<string> =>
  /AGE-SECRET-KEY-1\w+/.exec(await readFile(file, 'utf8'))![0];

/** Without the settings of the session that wrote it: other versions of PostgreSQL do not know all of them. */
async function load(databaseUrl: string, file: string): Promise<void> {
  const dump = gunzipSync(await readFile(file)).toString();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(dump.replaceAll(/^(?:SET |SELECT pg_catalog\.set_config|\\).*$/gm, ''));
  await client.end();
}
