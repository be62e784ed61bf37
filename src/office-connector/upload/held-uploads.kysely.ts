import type { Database } from '../../platform/database/database.js';
import { KyselyUploadRepository } from './upload.kysely.js';

/** What interrupted uploads keep, for a command that runs without the rest of this module. */
export const heldByUploads = (database: Database) => (): Promise<readonly string[]> =>
  new KyselyUploadRepository(database).heldVersionIds();
