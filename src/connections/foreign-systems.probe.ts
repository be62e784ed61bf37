import { connect, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { DirectoryRefuses, proveDirectory, type LdapSettings } from '../directory/index.js';
import { proveTemplateBackend, type TemplateBackendSettings } from '../oneoffixx/index.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Secret } from '../platform/config/secret.js';
import type { Database } from '../platform/database/database.js';
import { databaseRefusalIn, proveDatabase } from '../platform/database/prove-database.js';
import { isAppError, type AppError } from '../platform/errors/app-error.js';
import { proveRedis, RedisRefuses } from '../platform/redis/prove-redis.js';
import { factsOf, faultOf, type Asked } from '../platform/http/address-faults.js';
import { expiryWarning } from './address-warnings.js';
import { found, type CauseCode, type Found, fails, works, type Finding } from './connection.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import type { ProviderFailure, ProviderProofs, ProviderSettings } from '../storage/index.js';

export async function findRedis(url: Secret): Promise<Finding> {
  const address = URL.parse(url.reveal());
  const asked: Asked = { address: `redis ${address?.host ?? ''}`.trim(), setting: 'REDIS_URL' };
  try {
    await proveRedis(url);
    return works();
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
}

export async function findDatabase(probing: DatabaseProbing): Promise<Finding> {
  try {
    await proveDatabase(probing.database, probing.dataDir);
    return works(probing.database.engine);
  } catch (error) {
    return fails(databaseFault(error, probing));
  }
}

export function databaseFault(
  error: unknown,
  { dataDir, databaseUrl }: Omit<DatabaseProbing, 'database'>,
) {
  const host = databaseUrl === undefined ? dataDir : (URL.parse(databaseUrl)?.host ?? '');
  const asked: Asked = {
    address: host,
    setting: 'DATABASE_URL',
    authority: 'sslrootcert in DATABASE_URL',
  };
  const refusal = databaseRefusalIn(error);
  if (refusal !== undefined) {
    const facts = { ...factsOf(asked), word: refusal.word, count: refusal.count };
    return found(refusal.fault, facts);
  }
  return faultOf(error, asked);
}

export async function findDirectory(settings: LdapSettings, clock: Clock): Promise<Finding> {
  const { host, port, transport, ca } = settings;
  const asked: Asked = {
    address: `${transport === 'tls' ? 'ldaps' : 'ldap'}://${host}:${port}`,
    setting: 'LDAP_URL',
    authority: 'LDAP_CA_FILE',
  };
  try {
    await proveDirectory(settings);
    const ends = transport === 'tls' ? await certificateEnd({ host, port, ca }) : undefined;
    return works(undefined, expiryWarning(ends, clock.nowMs(), asked));
  } catch (error) {
    if (!(error instanceof DirectoryRefuses)) return fails(faultOf(error, asked));
    return fails(found(error.fault, { ...factsOf(asked), word: error.word, code: error.word }));
  }
}

export interface TemplateBackendProbing {
  readonly settings: TemplateBackendSettings;
  readonly clock: Clock;
  /** The SID of a person whose templates are requested. */
  readonly someSid: () => Promise<string | undefined>;
}

export async function findTemplateBackend(probing: TemplateBackendProbing): Promise<Finding> {
  const { settings, clock, someSid } = probing;
  const url = new URL(settings.origin);
  const asked: Asked = {
    address: settings.origin,
    setting: 'ONEOFFIXX_HOSTNAME and ONEOFFIXX_PROTOCOL',
  };
  try {
    const sid = settings.fakeSid ?? (await someSid().catch(() => undefined));
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

const CERTIFICATE_MS = 4_000;

interface CertificateAddress {
  readonly host: string;
  readonly port: number;
  readonly ca?: string | undefined;
}

/** When the certificate expires; undefined if the TLS connection fails, whose cause the probe itself reports. */
async function certificateEnd({ host, port, ca }: CertificateAddress): Promise<number | undefined> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const socket: TLSSocket = connect({ host: name, port, ...(ca === undefined ? {} : { ca }) });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(CERTIFICATE_MS) });
    const endsMs = Date.parse(socket.getPeerCertificate().valid_to);
    return Number.isNaN(endsMs) ? undefined : endsMs;
  } catch {
    return undefined;
  } finally {
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

/** A durable write at one provider, as a save does it. */
export async function findProvider(
  provider: ProviderSettings,
  proofs: ProviderProofs,
): Promise<Finding> {
  const failure = await proofs.prove(provider.name);
  return failure === undefined
    ? works(proofs.noteOf(provider.name))
    : fails(causeOf(failure, provider));
}

function causeOf({ fault, word, cause }: ProviderFailure, provider: ProviderSettings): Found {
  const { name } = provider;
  const upper = name.toUpperCase().replaceAll('-', '_');
  const facts = { name, word, upper };
  const transport = fault === 'provider-failed' ? transportFaultOf(cause) : undefined;
  if (transport === undefined || provider.kind !== 's3') return found(fault, facts);
  const address = provider.endpoint ?? `s3 (${provider.region})`;
  const setting = `the endpoint of provider ${name} in KONTOR_STORAGE`;
  return found(transport, { ...facts, address, setting, authority: 'NODE_EXTRA_CA_CERTS' });
}
