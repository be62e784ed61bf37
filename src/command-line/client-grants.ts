import type { Command } from 'commander';
import { USUAL_CLAIMS, type Client, type ManageClients } from '../access/index.js';
import type { Scope } from '../platform/http/client-scopes.js';
import { counted } from '../platform/language/counted.js';
import { CommandFailed } from './terminal.js';

/** What `--clear` takes. */
export const CLEARABLE = ['scopes', 'origins', 'groups', 'keys', 'issuer'] as const;

/** What an administrator typed of an application; what is undefined was not typed. */
export interface Given {
  readonly scope?: Scope[];
  readonly origin?: string[];
  readonly group?: string[];
  readonly jwksUri?: string;
  readonly trustedIssuer?: string;
  readonly trustedKeys?: string;
  readonly trustedAudience?: string;
  readonly trustedClaims?: string[];
  readonly clear?: (typeof CLEARABLE)[number][];
  readonly disable?: true;
  readonly enable?: true;
}

type Changes = Parameters<ManageClients['change']>[2];

/** The options of an application that `add` and `change` share. */
export const addGrants = (command: Command): Command =>
  command
    .option('--origin <origin...>', 'origins of its pages, such as https://app.example.ch')
    .option('--jwks-uri <address>', 'where its public keys are, with which it proves who it is')
    .option('--group <id...>', 'groups whose people it may act for (default: everybody)')
    .option('--trusted-issuer <issuer>', 'whose tokens say who its own people are')
    .option('--trusted-keys <address>', 'where the public keys of that issuer are')
    .option('--trusted-audience <audience>', 'what the claim aud of these tokens contains')
    .option(
      '--trusted-claims <claim...>',
      'names of claims: username=login display_name=name mail=email',
    );

/**
 * What was typed and nothing else.
 * @throws CommandFailed when nothing was, or one thing is both given and cleared.
 */
export function changesIn(given: Given, { trustedIssuer: present }: Client): Changes {
  const { scope, origin, group, jwksUri, clear = [] } = given;
  const issuer = trustedIssuerIn(given, present);
  const changes: Changes = {
    ...entry('scopes', scope),
    ...entry('allowedOrigins', origin),
    ...entry('allowedGroups', group),
    ...entry('jwksUri', jwksUri),
    ...entry('trustedIssuer', issuer),
    ...(given.disable && { disabled: true }),
    ...(given.enable && { disabled: false }),
  };
  for (const what of clear) {
    const cleared = CLEARED[what];
    if (Object.keys(cleared).some((member) => Object.hasOwn(changes, member)))
      throw new CommandFailed(`${what} are given and cleared. Leave out one of the two.`);
    Object.assign(changes, cleared);
  }
  if (Object.keys(changes).length === 0)
    throw new CommandFailed(
      'Nothing to change is given. Say what, such as --scope documents:read or --clear origins; ' +
        '`kontor client change --help` lists all.',
    );
  return changes;
}

const CLEARED: Readonly<Record<(typeof CLEARABLE)[number], Changes>> = {
  scopes: { scopes: [] },
  origins: { allowedOrigins: [] },
  groups: { allowedGroups: [] },
  keys: { jwks: null, jwksUri: null },
  issuer: { trustedIssuer: null },
};

const entry = <Name extends keyof Changes>(name: Name, value: Changes[Name]): Changes =>
  value === undefined ? {} : { [name]: value };

/**
 * Parts that were not typed are those of `present`. Undefined if none was typed.
 * @throws CommandFailed when it would not be whole, or a claim is written in another way.
 */
export function trustedIssuerIn(
  given: Given,
  present: Client['trustedIssuer'],
): Client['trustedIssuer'] | undefined {
  const typed = [given.trustedIssuer, given.trustedKeys, given.trustedAudience];
  const { trustedClaims } = given;
  if ([...typed, trustedClaims].every((each) => each === undefined)) return undefined;
  const issuer = given.trustedIssuer ?? present?.issuer;
  const jwksUri = given.trustedKeys ?? present?.jwksUri;
  const audience = given.trustedAudience ?? present?.audience;
  if (issuer === undefined || jwksUri === undefined || audience === undefined)
    throw new CommandFailed(
      'The application has no issuer yet. ' +
        'Give --trusted-issuer, --trusted-keys and --trusted-audience together.',
    );
  return {
    ...{ issuer, jwksUri, audience },
    claims: claimsIn(trustedClaims, present?.claims ?? USUAL_CLAIMS),
  };
}

const CLAIMS = { username: 'username', display_name: 'displayName', mail: 'mail' } as const;

function claimsIn(
  typed: readonly string[] = [],
  present: typeof USUAL_CLAIMS,
): typeof USUAL_CLAIMS {
  const claims = { ...present };
  for (const text of typed) {
    const [, name, claim] = /^(username|display_name|mail)=(.+)$/.exec(text) ?? [];
    if (name === undefined || claim === undefined)
      throw new CommandFailed(
        `"${text}" names no claim. Write username=…, display_name=… or mail=… with the name of the claim.`,
      );
    claims[CLAIMS[name as keyof typeof CLAIMS]] = claim;
  }
  return claims;
}

/** A line for each thing that is not as it was. */
export function comparison(before: Client, after: Client): string[] {
  const [was, is] = [shown(before), shown(after)];
  return Object.keys(is)
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name}: ${was[name]} -> ${is[name]}`);
}

/** Without `-`, nothing would stand there. */
const listed = (texts: readonly string[]): string => (texts.length === 0 ? '-' : texts.join(' '));

function shown(client: Client): Record<string, string> {
  const { jwks, jwksUri, trustedIssuer } = client;
  const { username, displayName, mail } = trustedIssuer?.claims ?? {};
  return {
    state: client.disabled ? 'disabled' : 'enabled',
    scopes: listed(client.scopes),
    origins: listed(client.allowedOrigins),
    groups: client.allowedGroups.length === 0 ? 'everybody' : listed(client.allowedGroups),
    keys: jwksUri ?? (jwks === null ? '-' : `jwks with ${counted(jwks.keys.length, 'key')}`),
    issuer: trustedIssuer?.issuer ?? '-',
    'keys of the issuer': trustedIssuer?.jwksUri ?? '-',
    audience: trustedIssuer?.audience ?? '-',
    claims:
      trustedIssuer === null
        ? '-'
        : `username=${username} display_name=${displayName} mail=${mail}`,
  };
}
