import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';
import { Secret } from '../platform/config/secret.js';

/** Where the stand-ins listen; `undefined` where a real system is configured. */
export abstract class PlaygroundSettings {
  abstract readonly standIn: StandInSettings | undefined;
  abstract readonly templates: TemplateStandInSettings | undefined;
}

export interface StandInSettings {
  readonly host: string;
  readonly port: number;
  readonly jwtSecret: Secret;
  readonly jwtSecretOutbox: Secret;
}

export interface TemplateStandInSettings {
  readonly host: string;
  readonly port: number;
  /** Written at start; Kontor reads it. */
  readonly credentialsFile: string;
  readonly api: '2019' | '2021';
  readonly scope: string;
  readonly doubleEncodeBug: boolean;
}

const port = z.coerce.number().int().min(0).max(65535).optional();

const playgroundEnv = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  KONTOR_STAND_IN_PORT: port,
  KONTOR_STAND_IN_ONEOFFIXX_PORT: port,
  ONEOFFIXX_CREDENTIALS_FILE: z.string().optional(),
  // What these may be is said by the client's own settings; here they only have to fit together.
  ONEOFFIXX_API: z.enum(['2019', '2021']).catch('2019'),
  ONEOFFIXX_SCOPE: z.string().default('oo_V1WebApi'),
  ONEOFFIXX_DOUBLE_ENCODE_BUG: z.stringbool().catch(false),
  EUROOFFICE_JWT_SECRET: z.string().optional(),
  EUROOFFICE_JWT_SECRET_OUTBOX: z.string().optional(),
});

export const playgroundSettings = settingsPart<PlaygroundSettings>(
  'playground',
  playgroundEnv.transform((env) => ({ standIn: standInOf(env), templates: templatesOf(env) })),
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

function templatesOf(env: z.infer<typeof playgroundEnv>): TemplateStandInSettings | undefined {
  const credentialsFile = env.ONEOFFIXX_CREDENTIALS_FILE;
  if (env.KONTOR_STAND_IN_ONEOFFIXX_PORT === undefined || credentialsFile === undefined)
    return undefined;
  return {
    host: env.HOST,
    port: env.KONTOR_STAND_IN_ONEOFFIXX_PORT,
    credentialsFile,
    api: env.ONEOFFIXX_API,
    scope: env.ONEOFFIXX_SCOPE,
    doubleEncodeBug: env.ONEOFFIXX_DOUBLE_ENCODE_BUG,
  };
}
