import { DirectoryRefuses, proveDirectory, type LdapSettings } from '../directory/index.js';
import { proveTemplateBackend, type TemplateBackendSettings } from '../oneoffixx/index.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Secret } from '../platform/config/secret.js';
import type { Database } from '../platform/database/database.js';
import { databaseRefusalIn, proveDatabase } from '../platform/database/prove-database.js';
import { isAppError, type AppError } from '../platform/errors/app-error.js';
import { proveRedis, RedisRefuses } from '../platform/redis/prove-redis.js';
import { socketTo } from '../platform/redis/redis.js';
import { factsOf, faultOf, type Asked } from '../platform/http/address-faults.js';
import { expiryWarning } from './address-warnings.js';
import { certificateEnd, type CertificateAddress } from './certificate-end.probe.js';
import { found, type CauseCode, type Found, fails, works, type Finding } from './connection.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import type { ProviderFailure, ProviderProofs, ProviderSettings } from '../storage/index.js';

export async function findRedis(
  url: Secret,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Finding> {
  const address = URL.parse(url.reveal());
  const asked: Asked = { address: `redis ${address?.host ?? ''}`.trim(), setting: 'REDIS_URL' };
  try {
    await proveRedis(url, signal);
    const { tls, ...at } = { tls: false, ...socketTo(url) };
    return works(
      undefined,
      expiryWarning(tls ? await certificateEnd(at) : undefined, clock.nowMs(), asked),
    );
  } catch (error) {
    if (error instanceof RedisRefuses) return fails(found(error.fault, { word: error.word }));
    return fails(faultOf(error, asked));
  }
}

export interface DatabaseProbing {
  readonly database: Database;
  /** Where SQLite's file lies. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly clock: Clock;
}

export async function findDatabase(probing: DatabaseProbing): Promise<Finding> {
  try {
    await proveDatabase(probing.database, probing.dataDir);
    const at = verifiedPostgres(probing.databaseUrl);
    const ends = at && (await certificateEnd(at));
    const warning = expiryWarning(ends, probing.clock.nowMs(), askedOf(probing));
    return works(probing.database.engine, warning);
  } catch (error) {
    return fails(databaseFault(error, probing));
  }
}

type DatabaseAddress = Pick<DatabaseProbing, 'dataDir' | 'databaseUrl'>;

const askedOf = ({ dataDir, databaseUrl }: DatabaseAddress): Asked => ({
  address: databaseUrl === undefined ? dataDir : (URL.parse(databaseUrl)?.host ?? ''),
  setting: 'DATABASE_URL',
  authority: 'sslrootcert in DATABASE_URL',
});

/** As the driver reads them; with `no-verify`, and `disable`, an expired certificate stops nothing. */
const VERIFYING_MODES = ['prefer', 'require', 'verify-ca', 'verify-full'];
const POSTGRES_PORT = 5432;

/** Where the driver verifies a certificate; undefined for SQLite, a Unix socket, or a connection that verifies none. */
function verifiedPostgres(databaseUrl: string | undefined): CertificateAddress | undefined {
  const url = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  if (url === null || url.hostname === '') return undefined;
  const { searchParams, hostname, port } = url;
  const verifies =
    VERIFYING_MODES.includes(searchParams.get('sslmode') ?? '') ||
    ['true', '1'].includes(searchParams.get('ssl') ?? '');
  if (!verifies) return undefined;
  return { host: hostname, port: Number(port || POSTGRES_PORT), start: 'postgresql' };
}

export function databaseFault(error: unknown, probing: DatabaseAddress) {
  const asked = askedOf(probing);
  const refusal = databaseRefusalIn(error);
  if (refusal !== undefined) {
    const facts = { ...factsOf(asked), word: refusal.word, count: refusal.count };
    return found(refusal.fault, facts);
  }
  return faultOf(error, asked);
}

export async function findDirectory(settings: LdapSettings, clock: Clock): Promise<Finding> {
  const { host, port, transport } = settings;
  const asked: Asked = {
    address: `${transport === 'tls' ? 'ldaps' : 'ldap'}://${host}:${port}`,
    setting: 'LDAP_URL',
    authority: 'LDAP_CA_FILE',
  };
  try {
    await proveDirectory(settings);
    const start = transport === 'start-tls' ? 'ldap' : 'at-once';
    const ends = transport === 'plain' ? undefined : await certificateEnd({ host, port, start });
    return works(undefined, expiryWarning(ends, clock.nowMs(), asked));
  } catch (error) {
    if (!(error instanceof DirectoryRefuses)) return fails(faultOf(error, asked));
    return fails(found(error.fault, { ...factsOf(asked), word: error.word, code: error.word }));
  }
}

export interface TemplateBackendProbing {
  readonly settings: TemplateBackendSettings;
  readonly fakeSid: string;
  readonly clock: Clock;
  /** The SID of a person whose templates are requested. */
  readonly someSid: () => Promise<string | undefined>;
}

export async function findTemplateBackend(probing: TemplateBackendProbing): Promise<Finding> {
  const { settings, fakeSid, clock, someSid } = probing;
  const url = new URL(settings.origin);
  const asked: Asked = {
    address: settings.origin,
    setting: 'ONEOFFIXX_HOSTNAME and ONEOFFIXX_PROTOCOL',
  };
  try {
    const sid = fakeSid === '' ? await someSid().catch(() => undefined) : fakeSid;
    const proof = await proveTemplateBackend(settings, sid, clock);
    if (proof === 'credentials') return { state: 'unknown', found: found('nobody-to-ask-for') };
    const ends =
      url.protocol === 'https:'
        ? await certificateEnd({ host: url.hostname, port: Number(url.port || 443) })
        : undefined;
    return works(undefined, expiryWarning(ends, clock.nowMs(), asked));
  } catch (error) {
    return fails(isAppError(error) ? templateFault(error, asked) : faultOf(error, asked));
  }
}

const BY_CODE: Readonly<Record<string, CauseCode>> = {
  'oneoffixx/credentials-not-found': 'credentials-missing',
  'oneoffixx/credentials-unreadable': 'credentials-not-json',
  'oneoffixx/credentials-incomplete': 'credentials-incomplete',
  'oneoffixx/no-library': 'library-missing',
  'oneoffixx/backend-html': 'web-page',
  'oneoffixx/backend-redirects': 'redirected',
  'oneoffixx/backend-server-error': 'server-error',
  'oneoffixx/backend-refused-connection': 'connection-refused',
  'oneoffixx/backend-unknown-host': 'unknown-host',
  'oneoffixx/backend-timeout': 'timeout',
  'oneoffixx/backend-reset': 'connection-reset',
  'oneoffixx/backend-unreachable': 'unreachable',
  'oneoffixx/backend-tls': 'certificate-untrusted',
};

/** By the error codes of OAuth (RFC 6749, section 5.2). */
const BY_REASON: Readonly<Record<string, CauseCode>> = {
  invalid_client: 'client-refused',
  unauthorized_client: 'client-refused',
  invalid_grant: 'impersonation-refused',
  invalid_scope: 'scope-refused',
  unsupported_grant_type: 'grant-type-refused',
};

function templateFault({ code, data }: AppError, asked: Asked): Found {
  const { missing, file, status, transport } = data;
  const reason = typeof data.reason === 'string' ? data.reason : undefined;
  const number = typeof status === 'number' ? status : undefined;
  const word = Array.isArray(missing)
    ? missing.join(', ')
    : (reason ?? (number === undefined ? code.split('/')[1]! : `HTTP ${number}`));
  const facts = { ...factsOf(asked), word, status: number ?? 0 };
  if (typeof file === 'string')
    return found(BY_CODE[code] ?? 'credentials-missing', { ...facts, address: file });
  if (code === 'oneoffixx/grant-refused')
    return found(BY_REASON[reason ?? ''] ?? 'grant-refused', facts);
  if (typeof transport === 'string') return found(transport as CauseCode, facts);
  return found(BY_CODE[code] ?? 'wrong-answer', facts);
}

/** A durable write at one provider, as a save does it. */
export async function findProvider(
  provider: ProviderSettings,
  proofs: ProviderProofs,
  clock: Clock,
): Promise<Finding> {
  const failure = await proofs.prove(provider.name);
  if (failure !== undefined) return fails(causeOf(failure, provider));
  const working = works(proofs.noteOf(provider.name), await bucketWarning(provider, clock));
  return { ...working, weakness: proofs.weaknessOf(provider.name) };
}

/** Amazon renews its own certificates, so only an endpoint that is configured is looked at. */
async function bucketWarning(provider: ProviderSettings, clock: Clock): Promise<Found | undefined> {
  if (provider.kind !== 's3' || provider.endpoint === undefined) return undefined;
  const { protocol, hostname, port } = new URL(provider.endpoint);
  if (protocol !== 'https:') return undefined;
  const host = provider.pathStyle ? hostname : `${provider.bucket}.${hostname}`;
  const ends = await certificateEnd({ host, port: Number(port || 443) });
  return expiryWarning(ends, clock.nowMs(), askedOfBucket(provider));
}

const askedOfBucket = ({ name, endpoint, region }: S3Settings): Asked => ({
  address: endpoint ?? `s3 (${region})`,
  setting: `KONTOR_STORAGE (${name})`,
  authority: 'NODE_EXTRA_CA_CERTS',
});

type S3Settings = Extract<ProviderSettings, { kind: 's3' }>;

function causeOf({ fault, word, cause }: ProviderFailure, provider: ProviderSettings): Found {
  const { name } = provider;
  const upper = name.toUpperCase().replaceAll('-', '_');
  const facts = { name, word, upper };
  const transport = fault === 'provider-failed' ? transportFaultOf(cause) : undefined;
  if (transport === undefined || provider.kind !== 's3') return found(fault, facts);
  return found(transport, { ...facts, ...factsOf(askedOfBucket(provider)) });
}
