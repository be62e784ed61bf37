import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Secret } from './secret.js';
import { settingsPart, type Env } from './settings.js';

/** `playground` brings stand-ins and known accounts; `production` brings neither. Set by the npm scripts. */
export type Profile = 'playground' | 'production';

export abstract class PlatformSettings {
  abstract readonly profile: Profile;
  abstract readonly host: string;
  abstract readonly port: number;
  /** What browsers use to reach this server; without a trailing slash. */
  abstract readonly publicUrl: string;
  /** Absolute path of the folder in which everything embedded lives. */
  abstract readonly dataDir: string;
  abstract readonly databaseUrl: string | undefined;
  /** Connections one instance holds to PostgreSQL at most. */
  abstract readonly databaseConnections: number;
  /** What takes PostgreSQL longer is given up. */
  abstract readonly statementTimeoutMs: number;
  /** May hold a password. */
  abstract readonly redisUrl: Secret | undefined;
  /** So long an instance that is to end still takes requests: until every balancer has seen that it is not ready. */
  abstract readonly stopNoticeMs: number;
  /** Ending takes no longer than this, the notice included. */
  abstract readonly stopWithinMs: number;
}

const listed = (text: string): string[] => text.split(',').map((part) => part.trim());

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && longest > 0 && (bits === undefined || isBits(bits, longest));
}

const isBits = (text: string, longest: number): boolean =>
  /^\d{1,3}$/.test(text) && Number(text) <= longest;

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

const platformEnv = z.object({
  KONTOR_PROFILE: z.enum(['playground', 'production']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  KONTOR_PUBLIC_URL: url.optional(),
  KONTOR_DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  KONTOR_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  KONTOR_DATABASE_STATEMENT_SECONDS: z.coerce.number().int().min(1).max(3600).default(30),
  REDIS_URL: z
    .string()
    .refine(
      (text) => /^rediss?:\/\//.test(text) && URL.canParse(text),
      'must be redis://[user:password@]host:port, or rediss:// for TLS',
    )
    .transform((text) => new Secret(text))
    .optional(),
  KONTOR_TRUSTED_PROXIES: z
    .string()
    .refine(
      (text) => listed(text).every(isProxy),
      'must be addresses such as 10.0.0.7 or 10.0.0.0/8, or loopback, linklocal, uniquelocal, with commas between',
    )
    .optional(),
  KONTOR_STOP_NOTICE_SECONDS: z.coerce.number().min(0).max(300).default(5),
  KONTOR_STOP_SECONDS: z.coerce.number().min(1).max(3600).default(50),
});

type PlatformEnv = z.output<typeof platformEnv>;

const hasTimeAfterNotice = (env: PlatformEnv): boolean =>
  env.KONTOR_STOP_SECONDS > env.KONTOR_STOP_NOTICE_SECONDS;
const STOP_TOO_SHORT = {
  path: ['KONTOR_STOP_SECONDS'],
  message: 'must be more than KONTOR_STOP_NOTICE_SECONDS',
};

export const platformSettings = settingsPart<PlatformSettings>(
  'platform',
  platformEnv.refine(hasTimeAfterNotice, STOP_TOO_SHORT).transform((env) => ({
    profile: env.KONTOR_PROFILE,
    host: env.HOST,
    port: env.PORT,
    publicUrl: withoutSlash(env.KONTOR_PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`),
    dataDir: resolve(env.KONTOR_DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databaseConnections: env.KONTOR_DATABASE_CONNECTIONS,
    statementTimeoutMs: env.KONTOR_DATABASE_STATEMENT_SECONDS * 1000,
    redisUrl: env.REDIS_URL,
    stopNoticeMs: env.KONTOR_STOP_NOTICE_SECONDS * 1000,
    stopWithinMs: env.KONTOR_STOP_SECONDS * 1000,
  })),
);

export const withoutSlash = (address: string): string => address.replace(/\/+$/, '');

/** Defaults that other parts build upon; the same rules as above, for use inside their schemas. */
export const dataDirOf = (env: Env): string => resolve(env.KONTOR_DATA_DIR ?? './data');
/** Whose `X-Forwarded-For` is believed; the server takes them when it is made, before its modules. */
export const trustedProxiesOf = ({ KONTOR_TRUSTED_PROXIES: text }: Env): string[] | false =>
  text === undefined ? false : listed(text);
/** A faulty address is reported by the part above; the other parts must be able to read theirs all the same. */
export function publicUrlOf(env: Env): string {
  const address =
    env.KONTOR_PUBLIC_URL ?? `http://${env.HOST ?? '127.0.0.1'}:${env.PORT ?? '3000'}`;
  return withoutSlash(URL.canParse(address) ? address : 'http://127.0.0.1:3000');
}
