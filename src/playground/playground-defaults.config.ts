import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { dataDirOf } from '../platform/config/platform.config.js';
import type { Env } from '../platform/config/settings.js';

const CREDENTIALS_FILE = 'kontor-playground-oneoffixx.json';

/** Points every foreign system that is not configured at its stand-in, on the ports after ours. */
export const playgroundDefaults = (env: Env): Env => withTemplates(withDocumentServer(env));

/** The secret is new at each start and known to nobody else. */
function withDocumentServer(env: Env): Env {
  if (env.EUROOFFICE_URL !== undefined) return env;
  const port = env.KONTOR_STAND_IN_PORT ?? String(portOf(env) + 1);
  return {
    ...env,
    EUROOFFICE_URL: `http://${hostOf(env)}:${port}`,
    EUROOFFICE_JWT_SECRET: randomBytes(32).toString('base64url'),
    KONTOR_STAND_IN_PORT: port,
  };
}

/** The credentials are written at start, beside the data folder: throwaway values, new each time. */
function withTemplates(env: Env): Env {
  if (env.ONEOFFIXX_HOSTNAME !== undefined) return env;
  const port = env.KONTOR_STAND_IN_ONEOFFIXX_PORT ?? String(portOf(env) + 2);
  return {
    ...env,
    ONEOFFIXX_PROTOCOL: 'http',
    ONEOFFIXX_HOSTNAME: `${hostOf(env)}:${port}`,
    ONEOFFIXX_PATH_PREFIX: undefined,
    ONEOFFIXX_AUTH_PATH: undefined,
    ONEOFFIXX_WEBSERVICE_PATH: undefined,
    ONEOFFIXX_CREDENTIALS_FILE: join(dirname(dataDirOf(env)), CREDENTIALS_FILE),
    KONTOR_STAND_IN_ONEOFFIXX_PORT: port,
  };
}

const hostOf = (env: Env): string => env.HOST ?? '127.0.0.1';
const portOf = (env: Env): number => Number(env.PORT ?? 3000);
