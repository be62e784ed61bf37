import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../platform/database/open-database.js';
import { pendingMigrations } from '../platform/database/migrate.js';
import { platformSettings, type PlatformSettings } from '../platform/config/platform.config.js';
import { readSettings, type Env } from '../platform/config/settings.js';
import { settingsOf } from '../settings.js';
import {
  openShardStore,
  probe,
  storageSettings,
  type ProviderSettings,
  type StorageSettings,
} from '../storage/index.js';
import { documentServerCheck } from './document-server.check.js';
import type { DoctorCheck } from './doctor.command.js';

const settingsCheck: DoctorCheck = {
  name: 'settings',
  run: async (env) => {
    settingsOf(env);
    return Promise.resolve('complete');
  },
};

const databaseCheck: DoctorCheck = {
  name: 'database',
  run: async (env) => {
    const settings = platformOf(env);
    refuseToCreate(settings);
    const database = await openDatabase(settings);
    try {
      await database.ping();
      const pending = await pendingMigrations(database);
      if (pending > 0) {
        throw new Error(`${pending} migrations are missing; they run when the server starts`);
      }
      return `${database.engine}, up to date`;
    } finally {
      await database.close();
    }
  },
};

const storageCheck: DoctorCheck = {
  name: 'storage places',
  run: async (env) => {
    const { providers } = readSettings([storageSettings], env).storage as StorageSettings;
    const faults = await Promise.all(providers.map(faultOf));
    const found = faults.filter((fault) => fault !== undefined);
    if (found.length > 0) throw new Error(`cannot be read and written: ${found.join('; ')}`);
    return `${providers.length} of ${providers.length} can be read and written`;
  },
};

/** A bucket shows its rights only to who tries: a few bytes are written, read and removed. */
async function faultOf(provider: ProviderSettings): Promise<string | undefined> {
  if (provider.kind === 's3') {
    const fault = await probe(openShardStore(provider), randomUUID());
    return fault && `${fault} Check address, keys and rights of the bucket`;
  }
  return access(provider.directory, constants.R_OK | constants.W_OK).then(
    () => undefined,
    () => `${provider.directory} (mount it, or check rights)`,
  );
}

/** Opening SQLite would make the file; who asks for a check wants nothing made. */
function refuseToCreate({ databaseUrl, dataDir }: PlatformSettings): void {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'kontor.sqlite'))) {
    throw new Error(`there is none in ${dataDir} yet; it is made when the server starts`);
  }
}

/** In the order in which one would repair. */
export const doctorChecks: readonly DoctorCheck[] = [
  settingsCheck,
  databaseCheck,
  storageCheck,
  documentServerCheck,
];

const platformOf = (env: Env): PlatformSettings =>
  readSettings([platformSettings], env).platform as PlatformSettings;
