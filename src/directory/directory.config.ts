import { FilterParser } from 'ldapts';
import { z } from 'zod';
import { authoritiesIn } from '../platform/config/authorities.js';
import { Secret } from '../platform/config/secret.js';
import { settingsPart } from '../platform/config/settings.js';

export interface LdapSettings {
  readonly host: string;
  readonly port: number;
  readonly transport: 'plain' | 'tls' | 'start-tls';
  /** The account that looks people up. */
  readonly bindDn: string;
  readonly bindPassword: Secret;
  readonly baseDn: string;
  readonly userFilter: string;
  /** For whoever signs in with a mail address; undefined with a filter of the administrator's own. */
  readonly mailFilter: string | undefined;
  /** PEM; replaces the system's authorities. */
  readonly ca: string | undefined;
}

export abstract class DirectorySettings {
  /** Undefined = there is no directory. */
  abstract readonly ldap: LdapSettings | undefined;
  /** After how long people's standing and groups are looked up again. */
  abstract readonly refreshMs: number;
}

const DEFAULT_FILTER =
  '(&(objectCategory=person)(objectClass=user)' +
  '(|(sAMAccountName={username})(userPrincipalName={username})))';

const MAIL_FILTER = '(&(objectCategory=person)(objectClass=user)(mail={username}))';

const directoryEnv = z.object({
  LDAP_URL: z.string().optional(),
  LDAP_BIND_DN: z.string().optional(),
  LDAP_BIND_PASSWORD: z.string().optional(),
  LDAP_BASE_DN: z.string().optional(),
  LDAP_USER_FILTER: z.string().optional(),
  LDAP_CA_FILE: z.string().optional(),
  LDAP_START_TLS: z.string().optional(),
  LDAP_REFRESH_SECONDS: z
    .literal('')
    .transform(() => undefined)
    .or(z.coerce.number().int().min(5).max(86_400))
    .optional(),
});

const REFRESH_SECONDS = 300;

type DirectoryEnv = Omit<z.output<typeof directoryEnv>, 'LDAP_REFRESH_SECONDS'>;
type Complain = (name: keyof DirectoryEnv, message: string) => void;

export const directorySettings = settingsPart<DirectorySettings>(
  'directory',
  directoryEnv.transform((all, context) => {
    const { LDAP_REFRESH_SECONDS: refresh = REFRESH_SECONDS, ...env } = all;
    const complain: Complain = (name, message) =>
      context.addIssue({ code: 'custom', path: [name], message });
    return { ldap: ldapSettingsFrom(withoutBlanks(env), complain), refreshMs: refresh * 1000 };
  }),
);

/** `NAME=` in a file of settings means the same as no line. */
const withoutBlanks = (env: DirectoryEnv): DirectoryEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

function ldapSettingsFrom(env: DirectoryEnv, complain: Complain): LdapSettings | undefined {
  if (env.LDAP_URL === undefined) {
    const others = Object.keys(env) as (keyof DirectoryEnv)[];
    for (const name of others) complain(name, 'is set, but LDAP_URL is not: set both or neither');
    return undefined;
  }
  const address = addressOf(env.LDAP_URL, complain);
  const startTls = startTlsOf(env, complain);
  const secure = address.secure || startTls;
  return {
    host: address.host,
    port: address.port,
    transport: address.secure ? 'tls' : startTls ? 'start-tls' : 'plain',
    bindDn: needed(env, 'LDAP_BIND_DN', complain),
    bindPassword: new Secret(needed(env, 'LDAP_BIND_PASSWORD', complain)),
    baseDn: needed(env, 'LDAP_BASE_DN', complain),
    userFilter: userFilterOf(env, complain),
    mailFilter: env.LDAP_USER_FILTER === undefined ? MAIL_FILTER : undefined,
    ca: env.LDAP_CA_FILE === undefined ? undefined : caOf(env.LDAP_CA_FILE, secure, complain),
  };
}

function needed(
  env: DirectoryEnv,
  name: 'LDAP_BIND_DN' | 'LDAP_BIND_PASSWORD' | 'LDAP_BASE_DN',
  complain: Complain,
): string {
  const value = env[name];
  if (value === undefined) complain(name, 'is needed with LDAP_URL');
  return value ?? '';
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'ldap:': 389, 'ldaps:': 636 };

interface Address {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

function addressOf(text: string, complain: Complain): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isLdapAddress(url)) {
    complain(
      'LDAP_URL',
      'must be ldap://host or ldaps://host, with a port if it is not the default',
    );
    return { host: '', port: 0, secure: false };
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || DEFAULT_PORTS[url.protocol]),
    secure: url.protocol === 'ldaps:',
  };
}

/** A name, an account or a search in it would be ignored, so they are refused. */
const isLdapAddress = (url: URL): boolean =>
  url.protocol in DEFAULT_PORTS &&
  url.hostname !== '' &&
  ['', '/'].includes(url.pathname) &&
  url.username + url.password + url.search + url.hash === '';

function startTlsOf({ LDAP_URL, LDAP_START_TLS }: DirectoryEnv, complain: Complain): boolean {
  if (!['true', 'false', undefined].includes(LDAP_START_TLS)) {
    complain('LDAP_START_TLS', 'must be true or false');
  }
  if (LDAP_START_TLS === 'true' && LDAP_URL?.toLowerCase().startsWith('ldaps:')) {
    complain('LDAP_START_TLS', 'is for ldap:// only; ldaps:// is encrypted from the start');
  }
  return LDAP_START_TLS === 'true';
}

function userFilterOf({ LDAP_USER_FILTER }: DirectoryEnv, complain: Complain): string {
  const filter = LDAP_USER_FILTER ?? DEFAULT_FILTER;
  if (!filter.includes(USERNAME_PLACEHOLDER) || !isFilter(filter)) {
    complain('LDAP_USER_FILTER', 'must be an LDAP filter with {username} in it');
  }
  return filter;
}

function isFilter(template: string): boolean {
  try {
    FilterParser.parseString(filterFor(template, 'somebody'));
    return template.startsWith('(') && isBalanced(template);
  } catch {
    return false;
  }
}

/** ldapts accepts a missing parenthesis at the end; in a value they are written `\28` and `\29`. */
const isBalanced = (filter: string): boolean =>
  filter.split('(').length === filter.split(')').length;

function caOf(file: string, secure: boolean, complain: Complain): string {
  if (!secure) {
    complain('LDAP_CA_FILE', 'has no effect without ldaps:// or LDAP_START_TLS=true');
  }
  const found = authoritiesIn(file);
  if ('pem' in found) return found.pem;
  complain('LDAP_CA_FILE', found.fault);
  return '';
}

export const USERNAME_PLACEHOLDER = '{username}';

/** Escapes a text as one value of a search filter (RFC 4515). */
export const escapeFilterValue = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- NUL ends a value for some servers
  text.replace(/[\\*()\u0000]/g, (character) => {
    return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });

/** The filter for all whom it would find by some name. */
export const everybodyIn = (template: string): string =>
  template.split(USERNAME_PLACEHOLDER).join('*');

/** The filter that finds one person. */
export const filterFor = (template: string, username: string): string =>
  // Not `replaceAll` with a text, which would read `$&` in a name as a pattern.
  template.split(USERNAME_PLACEHOLDER).join(escapeFilterValue(username));
