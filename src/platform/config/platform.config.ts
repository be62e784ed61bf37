import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Secret } from './secret.js';
import { isMountPath } from '../http/mount.js';
import { isPostgresAddress, POSTGRES_ADDRESS } from './postgres-address.js';
import { settingsPart, type Env } from './settings.js';

/**
 * `playground`, for trying out and testing, is set by the argument `--playground` and nothing else: it allows the
 * accounts of `KONTOR_PLAYGROUND_PEOPLE`, known passwords and placeholder secrets. `production` allows none.
 */
export type Profile = 'playground' | 'production';

export abstract class PlatformSettings {
  abstract readonly profile: Profile;
  abstract readonly host: string;
  abstract readonly port: number;
  /** What browsers use to reach this server; without a trailing slash. */
  abstract readonly publicUrl: string;
  /** The origin that serves the editor's frame and nothing else; undefined if `publicUrl` has to serve it. */
  abstract readonly editorUrl: string | undefined;
  /** Absolute path of the folder in which everything embedded lives. */
  abstract readonly dataDir: string;
  abstract readonly databaseUrl: string | undefined;
  /** Connections one instance holds to PostgreSQL at most. */
  abstract readonly databaseConnections: number;
  /** PostgreSQL cancels a statement that takes longer. */
  abstract readonly statementTimeoutMs: number;
  /** May hold a password. */
  abstract readonly redisUrl: Secret | undefined;
  /** How long an instance still accepts requests after SIGTERM, until every balancer has seen that it is not ready. */
  abstract readonly stopNoticeMs: number;
  /** The longest time from the signal to the end of the process, the notice included. */
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

const hasPlainPath = ({ pathname, search, hash }: URL): boolean =>
  isMountPath(pathname) && search === '' && hash === '';

function isDecodable(text: string): boolean {
  try {
    const { username = '', password = '' } = URL.parse(text) ?? {};
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

const platformEnv = z.object({
  KONTOR_PROFILE: z.enum(['playground', 'production']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  KONTOR_PUBLIC_URL: url
    .refine(
      (text) => URL.canParse(text) && hasPlainPath(new URL(text)),
      'may have a path of letters, digits and . _ ~ - below which Kontor lies, and nothing after it',
    )
    .optional(),
  KONTOR_EDITOR_URL: url.optional(),
  EUROOFFICE_CALLBACK_URL: z.string().optional(),
  KONTOR_DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .refine(isPostgresAddress, POSTGRES_ADDRESS)
    .optional(),
  KONTOR_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  KONTOR_DATABASE_STATEMENT_SECONDS: z.coerce.number().int().min(1).max(3600).default(30),
  REDIS_URL: z
    .string()
    .refine(
      (text) => /^rediss?:\/\//.test(text) && URL.canParse(text),
      'must be redis://[user:password@]host:port, or rediss:// for TLS',
    )
    .refine(isDecodable, 'has a user or a password in which a % stands for itself: write %25')
    .refine(
      (text) => /^\/?\d{0,5}$/.test(URL.parse(text)?.pathname ?? ''),
      'has something else than the number of a database behind the port: write redis://host:port/2, or nothing',
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
  KONTOR_PROCESSES: z
    .union([z.literal('auto'), z.coerce.number().int().min(1).max(64)], {
      error: 'must be a number from 1 to 64, or auto for one for each core',
    })
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

/** Cookies belong to a host name, whatever the port: another port is not enough. */
function hasOwnEditorHost(env: PlatformEnv): boolean {
  const editor = URL.parse(env.KONTOR_EDITOR_URL ?? '');
  const taken = [publicUrlOf(env), env.EUROOFFICE_CALLBACK_URL ?? ''];
  return (
    editor === null || !taken.some((address) => URL.parse(address)?.hostname === editor.hostname)
  );
}
const EDITOR_HOST_TAKEN = {
  path: ['KONTOR_EDITOR_URL'],
  message:
    'must have a host name of its own, neither that of KONTOR_PUBLIC_URL nor that of EUROOFFICE_CALLBACK_URL',
};
/** Browsers load no http frame into an https page. */
const hasEditorProtocol = (env: PlatformEnv): boolean =>
  env.KONTOR_EDITOR_URL === undefined ||
  URL.parse(env.KONTOR_EDITOR_URL)?.protocol === URL.parse(publicUrlOf(env))?.protocol;
const EDITOR_PROTOCOL = {
  path: ['KONTOR_EDITOR_URL'],
  message: 'must begin like KONTOR_PUBLIC_URL: both with https, or both with http',
};

export const platformSettings = settingsPart<PlatformSettings>(
  'platform',
  platformEnv
    .refine(hasTimeAfterNotice, STOP_TOO_SHORT)
    .refine(hasOwnEditorHost, EDITOR_HOST_TAKEN)
    .refine(hasEditorProtocol, EDITOR_PROTOCOL)
    .transform((env) => ({
      profile: env.KONTOR_PROFILE,
      host: env.HOST,
      port: env.PORT,
      publicUrl: withoutSlash(env.KONTOR_PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`),
      editorUrl: editorUrlOf(env),
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
/** KONTOR_WEBHOOK_ALLOW_PRIVATE, for all parts that call addresses which others give. */
export const allowsPrivateSetting = z
  .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'], error: 'must be true or false' })
  .default(false);
/** The proxies whose `X-Forwarded-For` is trusted; needed when the server is created, before its modules. */
export const trustedProxiesOf = ({ KONTOR_TRUSTED_PROXIES: text }: Env): string[] | false =>
  text === undefined ? false : listed(text);
/** The raw environment has these, and so has what the schema above made of it. */
interface AddressEnv {
  readonly HOST?: string | undefined;
  readonly PORT?: string | number | undefined;
  readonly KONTOR_PUBLIC_URL?: string | undefined;
  readonly KONTOR_EDITOR_URL?: string | undefined;
  readonly EUROOFFICE_CALLBACK_URL?: string | undefined;
}

/** The part above reports a faulty address; the other parts must be able to read their settings nevertheless. */
export function publicUrlOf(env: AddressEnv): string {
  const address =
    env.KONTOR_PUBLIC_URL ?? `http://${env.HOST ?? '127.0.0.1'}:${env.PORT ?? '3000'}`;
  return withoutSlash(URL.canParse(address) ? address : 'http://127.0.0.1:3000');
}

const OTHER_LOOPBACK_NAME: Readonly<Record<string, string>> = {
  '127.0.0.1': 'localhost',
  '[::1]': 'localhost',
  localhost: '127.0.0.1',
};

/** On loopback the other name of the same machine is another origin by itself; elsewhere it takes a second name. */
export function editorUrlOf(env: AddressEnv): string | undefined {
  if (env.KONTOR_EDITOR_URL !== undefined) return URL.parse(env.KONTOR_EDITOR_URL)?.origin;
  const address = new URL(publicUrlOf(env));
  const name = OTHER_LOOPBACK_NAME[address.hostname];
  if (name === undefined) return undefined;
  address.hostname = name;
  // The Document Server sends its saves to that name, so it cannot serve the editor's frame alone.
  const calledHost = URL.parse(env.EUROOFFICE_CALLBACK_URL ?? '')?.host;
  return address.host === calledHost ? undefined : address.origin;
}
