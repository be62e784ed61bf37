import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';
import { Secret } from '../platform/config/secret.js';

/** Where the stand-in Document Server listens; `undefined` when a real one is configured. */
export abstract class PlaygroundSettings {
  abstract readonly standIn: StandInSettings | undefined;
}

export interface StandInSettings {
  readonly host: string;
  readonly port: number;
  readonly jwtSecret: Secret;
  readonly jwtSecretOutbox: Secret;
}

const playgroundEnv = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  KONTOR_STAND_IN_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  EUROOFFICE_JWT_SECRET: z.string().optional(),
  EUROOFFICE_JWT_SECRET_OUTBOX: z.string().optional(),
});

export const playgroundSettings = settingsPart<PlaygroundSettings>(
  'playground',
  playgroundEnv.transform((env) => ({ standIn: standInOf(env) })),
);

function standInOf(env: z.infer<typeof playgroundEnv>): StandInSettings | undefined {
  const secret = env.EUROOFFICE_JWT_SECRET;
  if (env.KONTOR_STAND_IN_PORT === undefined || secret === undefined) return undefined;
  return {
    host: env.HOST,
    port: env.KONTOR_STAND_IN_PORT,
    jwtSecret: new Secret(secret),
    jwtSecretOutbox: new Secret(env.EUROOFFICE_JWT_SECRET_OUTBOX ?? secret),
  };
}
