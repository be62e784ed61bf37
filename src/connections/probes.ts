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

/** The setting stands for the address: pages say the rest in their language. */
const lateAt = (setting: string): Found => found('timeout', { address: setting, setting });

const LATE: Readonly<Record<string, Found>> = {
  callback: found('converter-timeout', { code: 'none' }),
  database: lateAt('DATABASE_URL'),
  redis: found('timeout', { address: 'Redis', setting: 'REDIS_URL' }),
  directory: lateAt('LDAP_URL'),
  smtp: lateAt('SMTP_URL'),
  oneoffixx: lateAt('ONEOFFIXX_HOSTNAME'),
  'browser-address': lateAt('EUROOFFICE_URL'),
  'document-server': lateAt('EUROOFFICE_INTERNAL_URL'),
};

/** In the order in which one would repair the systems. */
export function probesOf({ storage, openId, ...systems }: Trials): Probe[] {
  const order = [
    ...(['database', 'redis'] as const),
    ...(['document-server', 'callback', 'browser-address', 'directory'] as const),
  ];
  const ofSystems = order.map((name) => probe(name, systems[name], LATE[name]));
  const ofIdentityProviders = Object.entries(openId).map(([name, run]) =>
    probe(`oidc-${name}`, run, lateAt('OIDC_PROVIDERS')),
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
