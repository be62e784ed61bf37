import { AppError } from '../errors/app-error.js';
import { sentence } from '../errors/sentence.js';

export const sourceMissing = (dataDir: string) =>
  new AppError(
    'platform/move-source-missing',
    'not-found',
    sentence`There is no SQLite database in ${dataDir}; set KONTOR_DATA_DIR to the folder of the installation.`,
  );

export const sourceOutdated = (pending: number) =>
  new AppError(
    'platform/move-source-outdated',
    'conflict',
    sentence`The source lacks ${pending} migrations, or was used by a newer version. Start and stop this version of Kontor on it once, then try again.`,
  );

export const targetNotPostgres = () =>
  new AppError(
    'platform/move-target-not-postgres',
    'invalid',
    'The target must be a postgres:// URL. Correct --to or TARGET_DATABASE_URL.',
  );

export const targetMissing = () =>
  new AppError(
    'platform/move-target-missing',
    'invalid',
    'Name an empty database: --to postgres://user@host/database, --to-file FILE, or TARGET_DATABASE_URL.',
  );

export const targetHoldsData = (table: string) =>
  new AppError(
    'platform/move-target-not-empty',
    'conflict',
    sentence`The target already holds other data (table ${table}); nothing was changed. Name an empty database.`,
    { data: { table } },
  );

export const targetOfOtherSource = () =>
  new AppError(
    'platform/move-of-other-source',
    'conflict',
    'A move from another installation into this target is unfinished; nothing was changed. Name an empty database.',
  );

export const otherMove = () =>
  new AppError(
    'platform/move-runs-already',
    'conflict',
    'Another process is moving data into the same target, so this one stops. Wait for the other one to finish.',
  );

export const shapesDiffer = (table: string) =>
  new AppError(
    'platform/move-shapes-differ',
    'conflict',
    sentence`Table ${table} has other columns in the source than in the target. Check that both were migrated by this version of Kontor.`,
    { data: { table } },
  );

export const contentsDiffer = (
  table: string,
  rows: { readonly source: number; readonly target: number },
) =>
  new AppError(
    'platform/move-contents-differ',
    'conflict',
    sentence`Table ${table} differs between the target (${rows.target} rows) and the source (${rows.source} rows). Stop every Kontor, empty the target and move again.`,
    { data: { table, ...rows } },
  );

/** Refused at start: a database that was copied in part must not be used. */
export const moveUnfinished = () =>
  new AppError(
    'platform/move-unfinished',
    'conflict',
    'A move into this database is unfinished. Run kontor migrate-database again until it reports that it is done.',
  );
