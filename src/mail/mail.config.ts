import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { authoritiesIn } from '../platform/config/authorities.js';
import { Secret } from '../platform/config/secret.js';
import { settingsPart } from '../platform/config/settings.js';
import { textOf } from '../platform/config/text-of.js';
import type { Locale } from '../platform/identity/actor.js';
import { isMailAddress } from '../platform/identity/mail-address.js';
import type { MailAddress } from './mail-server.js';

export interface MailServerSettings {
  readonly host: string;
  readonly port: number;
  readonly transport: 'plain' | 'tls' | 'start-tls';
  readonly credentials: { readonly user: string; readonly password: Secret } | undefined;
  /** PEM; replaces the system's authorities. */
  readonly ca: string | undefined;
  readonly from: MailAddress;
}

export abstract class MailSettings {
  /** Undefined = no mail is sent. */
  abstract readonly server: MailServerSettings | undefined;
  /** Of mails to people who have not chosen a language. */
  abstract readonly language: Locale;
}

const mailEnv = z.object({
  SMTP_URL: z.string().optional(),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_PASSWORD_FILE: z.string().optional(),
  SMTP_START_TLS: z.string().optional(),
  SMTP_CA_FILE: z.string().optional(),
  KONTOR_MAIL_FROM: z.string().optional(),
  KONTOR_MAIL_LANGUAGE: z.string().optional(),
});

type MailEnv = z.output<typeof mailEnv>;
type Complain = (name: keyof MailEnv, message: string) => void;

export const mailSettings = settingsPart<MailSettings>(
  'mail',
  mailEnv.transform((all, context) => {
    const complain: Complain = (name, message) =>
      context.addIssue({ code: 'custom', path: [name], message });
    const env = withoutBlanks(all);
    return { server: serverFrom(env, complain), language: languageOf(env, complain) };
  }),
);

/** `NAME=` in a file of settings means the same as no line. */
const withoutBlanks = (env: MailEnv): MailEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

function serverFrom(env: MailEnv, complain: Complain): MailServerSettings | undefined {
  if (env.SMTP_URL === undefined) {
    for (const name of Object.keys(env) as (keyof MailEnv)[])
      complain(name, 'is set, but SMTP_URL is not: set both or neither');
    return undefined;
  }
  const address = addressOf(env.SMTP_URL, complain);
  const transport = transportOf(env, address, complain);
  return {
    ...{ host: address.host, port: address.port, transport },
    credentials: credentialsOf(env, address, complain),
    ca: env.SMTP_CA_FILE === undefined ? undefined : caOf(env.SMTP_CA_FILE, transport, complain),
    from: fromOf(env, complain),
  };
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
}

/** The ports of submission (RFC 6409, RFC 8314). */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

function addressOf(text: string, complain: Complain): Address {
  const url = URL.parse(text);
  if (url === null || !isSmtpAddress(url)) {
    complain(
      'SMTP_URL',
      'must be smtp://host or smtps://host, with a port if it is not the default',
    );
    return { host: '', port: 0, secure: false, user: '', password: '' };
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || DEFAULT_PORTS[url.protocol]),
    secure: url.protocol === 'smtps:',
    user: decoded(url.username, complain),
    password: decoded(url.password, complain),
  };
}

/** What stands behind the host would be ignored, so it is refused. */
const isSmtpAddress = (url: URL): boolean =>
  url.protocol in DEFAULT_PORTS &&
  url.hostname !== '' &&
  ['', '/'].includes(url.pathname) &&
  url.search + url.hash === '';

function decoded(text: string, complain: Complain): string {
  try {
    return decodeURIComponent(text);
  } catch {
    complain('SMTP_URL', 'has a user or a password in which a % stands for itself: write %25');
    return '';
  }
}

function transportOf(
  { SMTP_START_TLS: wanted }: MailEnv,
  { host, secure }: Address,
  complain: Complain,
): MailServerSettings['transport'] {
  if (!['true', 'false', undefined].includes(wanted))
    complain('SMTP_START_TLS', 'must be true or false');
  if (secure && wanted !== undefined)
    complain('SMTP_START_TLS', 'is for smtp:// only; smtps:// is encrypted from the start');
  if (secure) return 'tls';
  const isWanted = wanted === undefined ? !isLoopback(host) : wanted === 'true';
  return isWanted ? 'start-tls' : 'plain';
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function credentialsOf(
  env: MailEnv,
  inUrl: Address,
  complain: Complain,
): MailServerSettings['credentials'] {
  if (inUrl.user !== '' && env.SMTP_USER !== undefined)
    complain('SMTP_USER', 'is set, but SMTP_URL names a user, too: set one of them');
  const passwords = [
    inUrl.password === '' ? undefined : 'SMTP_URL',
    env.SMTP_PASSWORD && 'SMTP_PASSWORD',
    env.SMTP_PASSWORD_FILE && 'SMTP_PASSWORD_FILE',
  ].filter((name) => name !== undefined);
  if (passwords.length > 1) complain('SMTP_PASSWORD', `stands in ${passwords.join(' and ')}`);
  const user = env.SMTP_USER ?? inUrl.user;
  const password = env.SMTP_PASSWORD ?? passwordIn(env.SMTP_PASSWORD_FILE, complain);
  const known = password ?? inUrl.password;
  if ((user === '') !== (known === ''))
    complain(user === '' ? 'SMTP_USER' : 'SMTP_PASSWORD', 'is needed: user and password, or none');
  return user === '' ? undefined : { user, password: new Secret(known) };
}

function passwordIn(file: string | undefined, complain: Complain): string | undefined {
  if (file === undefined) return undefined;
  try {
    const text = textOf(readFileSync(file)).text.replace(/\r?\n$/, '');
    if (text === '') complain('SMTP_PASSWORD_FILE', 'is empty');
    return text;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'damaged';
    complain('SMTP_PASSWORD_FILE', `cannot be read (${code})`);
    return undefined;
  }
}

function caOf(file: string, transport: MailServerSettings['transport'], complain: Complain) {
  if (transport === 'plain')
    complain('SMTP_CA_FILE', 'has no effect without smtps:// or SMTP_START_TLS=true');
  const found = authoritiesIn(file);
  if ('pem' in found) return found.pem;
  complain('SMTP_CA_FILE', found.fault);
  return undefined;
}

const NAMED = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/;

function fromOf({ KONTOR_MAIL_FROM: text }: MailEnv, complain: Complain): MailAddress {
  const { name = '', address = text ?? '' } = NAMED.exec(text ?? '')?.groups ?? {};
  const from = { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() };
  if (text === undefined) complain('KONTOR_MAIL_FROM', 'is needed with SMTP_URL');
  else if (!isMailAddress(from.address))
    complain('KONTOR_MAIL_FROM', 'must be a mail address, or Name <address>');
  return from;
}

const LANGUAGES: readonly string[] = ['de', 'fr', 'en'] satisfies Locale[];

function languageOf({ KONTOR_MAIL_LANGUAGE: text = 'en' }: MailEnv, complain: Complain): Locale {
  if (!LANGUAGES.includes(text)) complain('KONTOR_MAIL_LANGUAGE', 'must be de, fr or en');
  return text as Locale;
}
