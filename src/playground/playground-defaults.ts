import { randomBytes } from 'node:crypto';
import type { Env } from '../platform/config/settings.js';

/**
 * Points every foreign system that is not configured at its stand-in. The stand-in Document Server listens
 * on the port after ours; the secret is new at each start and known to nobody else.
 */
export function playgroundDefaults(env: Env): Env {
  if (env.EUROOFFICE_URL !== undefined) return env;
  const port = standInPort(env);
  return {
    ...env,
    EUROOFFICE_URL: `http://${env.HOST ?? '127.0.0.1'}:${port}`,
    EUROOFFICE_JWT_SECRET: randomBytes(32).toString('base64url'),
    KONTOR_STAND_IN_PORT: String(port),
  };
}

const standInPort = (env: Env): number =>
  Number(env.KONTOR_STAND_IN_PORT ?? Number(env.PORT ?? 3000) + 1);
