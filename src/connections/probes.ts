import { found, type Found, isOff, type Finding, type Probe } from './connection.js';

const SECOND_MS = 1000;
/** A fault appears on the status page within a minute. */
const EVERY_MS = 25 * SECOND_MS;
/** Longer, because each conversion loads the Document Server. */
const CONVERSION_EVERY_MS = 40 * SECOND_MS;
const WITHIN_MS = 12 * SECOND_MS;
/** The Document Server tries three times to fetch a source, a second apart. */
const CONVERSION_WITHIN_MS = 18 * SECOND_MS;

type Run = (signal: AbortSignal) => Promise<Finding>;

/** The test of each system; undefined: not configured. */
export interface Trials {
  readonly 'document-server': Run;
  readonly callback: Run;
  readonly 'browser-address': Run;
  readonly directory: Run | undefined;
  /** By the identity provider's name. */
  readonly openId: Readonly<Record<string, Run>>;
  readonly oneoffixx: Run | undefined;
  readonly redis: Run | undefined;
  readonly smtp: Run | undefined;
  readonly database: Run;
  /** By the provider's name. */
  readonly storage: Readonly<Record<string, Run>>;
}

const LATE: Readonly<Record<string, Found>> = {
  callback: found('converter-timeout', { code: 'none' }),
  database: found('timeout', { address: 'The database', setting: 'DATABASE_URL' }),
  redis: found('timeout', { address: 'Redis', setting: 'REDIS_URL' }),
  directory: found('timeout', { address: 'The directory', setting: 'LDAP_URL' }),
  smtp: found('timeout', { address: 'The mail server', setting: 'SMTP_URL' }),
  oneoffixx: found('timeout', { address: 'The template backend', setting: 'ONEOFFIXX_HOSTNAME' }),
  'browser-address': found('timeout', { address: 'The editor script', setting: 'EUROOFFICE_URL' }),
  'document-server': found('timeout', {
    address: 'The Document Server',
    setting: 'EUROOFFICE_INTERNAL_URL',
  }),
};

/** In the order in which one would repair the systems. */
export function probesOf({ storage, openId, ...systems }: Trials): Probe[] {
  const order = [
    ...(['database', 'redis'] as const),
    ...(['document-server', 'callback', 'browser-address', 'directory'] as const),
  ];
  const ofSystems = order.map((name) => probe(name, systems[name], LATE[name]));
  const ofIdentityProviders = Object.entries(openId).map(([name, run]) =>
    probe(
      `oidc-${name}`,
      run,
      found('timeout', { address: 'The identity provider', setting: 'OIDC_PROVIDERS' }),
    ),
  );
  const ofProviders = Object.entries(storage).map(([name, run]) =>
    probe(`storage-${name}`, run, found('provider-hangs', { name })),
  );
  const ofTemplates = probe('oneoffixx', systems.oneoffixx, LATE.oneoffixx);
  const ofMail = probe('smtp', systems.smtp, LATE.smtp);
  return [...ofSystems, ...ofIdentityProviders, ofTemplates, ofMail, ...ofProviders];
}

function probe(name: string, run: Run | undefined, late = found('timeout')): Probe {
  const converts = name === 'callback';
  return {
    name,
    everyMs: converts ? CONVERSION_EVERY_MS : EVERY_MS,
    withinMs: converts ? CONVERSION_WITHIN_MS : WITHIN_MS,
    late,
    run: run ?? (() => Promise.resolve(isOff)),
  };
}
