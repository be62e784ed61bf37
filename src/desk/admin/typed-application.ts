import { keySetIn, USUAL_CLAIMS, type Client } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { SCOPES, type Scope } from '../../platform/http/client-scopes.js';
import type { Messages } from '../language/messages.js';

/** Characters that the fields take; the addresses and claims as the API does. */
export const MOST = { origins: 15_000, jwks: 50_000, address: 2000, claim: 256 } as const;

/** What the fields of an application say: texts as somebody typed them, so that none is lost when one is refused. */
export interface TypedApplication {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly origins: string;
  readonly groups: readonly string[];
  readonly groupSearch: string;
  readonly jwksUri: string;
  readonly jwks: string;
  readonly issuer: string;
  readonly issuerKeys: string;
  readonly audience: string;
  readonly usernameClaim: string;
  readonly displayNameClaim: string;
  readonly mailClaim: string;
}

export type FieldFault = keyof Messages['admin']['applications']['faults'];
export type Faults = Partial<Readonly<Record<keyof TypedApplication, FieldFault>>>;

/** The fields of an application as it is; of a new one without it. */
export function fieldsOf(client?: Client): TypedApplication {
  if (client === undefined) return { ...NO_FIELDS, ...issuerFieldsOf(null) };
  const { name, scopes, allowedOrigins, allowedGroups, jwksUri, jwks } = client;
  return {
    ...NO_FIELDS,
    ...{ name, scopes, groups: allowedGroups },
    origins: allowedOrigins.join('\n'),
    jwksUri: jwksUri ?? '',
    jwks: jwks === null ? '' : JSON.stringify(jwks, null, 2),
    ...issuerFieldsOf(client.trustedIssuer),
  };
}

const NO_FIELDS = {
  ...{ name: '', scopes: [], origins: '', groups: [], groupSearch: '', jwksUri: '', jwks: '' },
};

function issuerFieldsOf(trusted: Client['trustedIssuer']) {
  const { username, displayName, mail } = trusted?.claims ?? USUAL_CLAIMS;
  return {
    issuer: trusted?.issuer ?? '',
    issuerKeys: trusted?.jwksUri ?? '',
    audience: trusted?.audience ?? '',
    ...{ usernameClaim: username, displayNameClaim: displayName, mailClaim: mail },
  };
}

type Sent = string | undefined;

/** What a form sends; a page from before an update leaves some out. */
export interface SentApplication {
  readonly name?: string;
  readonly scopes: readonly Scope[];
  readonly groups?: readonly string[] | undefined;
  readonly texts: {
    readonly allowed_origins?: Sent;
    readonly group_search?: Sent;
    readonly jwks_uri?: Sent;
    readonly jwks?: Sent;
    readonly issuer?: Sent;
    readonly issuer_keys?: Sent;
    readonly audience?: Sent;
    readonly username_claim?: Sent;
    readonly display_name_claim?: Sent;
    readonly mail_claim?: Sent;
  };
}

/** What was typed over what was there before; what was not sent stays. */
export function typedIn(
  { name, scopes, groups, texts }: SentApplication,
  before: TypedApplication,
): TypedApplication {
  const text = (sent: Sent, otherwise: string) =>
    sent === undefined ? otherwise : sent.replaceAll('\r\n', '\n').trim();
  return {
    name: name ?? before.name,
    scopes,
    origins: text(texts.allowed_origins, before.origins),
    groups: groups ?? before.groups,
    groupSearch: text(texts.group_search, ''),
    jwksUri: text(texts.jwks_uri, before.jwksUri),
    jwks: text(texts.jwks, before.jwks),
    issuer: text(texts.issuer, before.issuer),
    issuerKeys: text(texts.issuer_keys, before.issuerKeys),
    audience: text(texts.audience, before.audience),
    usernameClaim: text(texts.username_claim, before.usernameClaim),
    displayNameClaim: text(texts.display_name_claim, before.displayNameClaim),
    mailClaim: text(texts.mail_claim, before.mailClaim),
  };
}

/** What can be said of the fields without asking anybody. */
export function faultsIn(typed: TypedApplication): Faults {
  const { jwks, jwksUri, issuer, issuerKeys, audience } = typed;
  const missing = [issuer, issuerKeys, audience].some((each) => each !== '')
    ? (['issuer', 'issuerKeys', 'audience'] as const).filter((name) => typed[name] === '')
    : [];
  const incomplete = missing.map((name) => [name, 'issuer-incomplete'] as const);
  return {
    ...Object.fromEntries(incomplete),
    ...(jwks !== '' && keySetIn(jwks) === undefined && { jwks: 'invalid-keys' }),
    ...(jwks !== '' && jwksUri !== '' && { jwks: 'both-keys' }),
  };
}

/**
 * What changes; undefined for what is as it was. To give an issuer anew would end the tokens of its people, and a set of
 * groups with a removed one would be refused.
 */
export function changesIn(typed: TypedApplication, before: TypedApplication) {
  const differs = (...names: (keyof TypedApplication)[]): boolean =>
    names.some((name) => String(typed[name]) !== String(before[name]));
  const { jwks, jwksUri } = typed;
  const issuerFields = ['issuer', 'issuerKeys', 'audience'] as const;
  const claimFields = ['usernameClaim', 'displayNameClaim', 'mailClaim'] as const;
  const hasNoIssuer = typed.issuer === '' && before.issuer === '';
  return {
    scopes: SCOPES.filter((scope) => typed.scopes.includes(scope)),
    allowedOrigins: typed.origins.split(/\s+/u).filter((each) => each !== ''),
    ...(differs('groups') && { allowedGroups: typed.groups }),
    ...(differs('jwks', 'jwksUri') && {
      jwks: jwks === '' ? null : keySetIn(jwks),
      jwksUri: jwksUri === '' ? null : jwksUri,
    }),
    ...(!hasNoIssuer &&
      differs(...issuerFields, ...claimFields) && { trustedIssuer: issuerIn(typed) }),
  };
}

function issuerIn(typed: TypedApplication): Client['trustedIssuer'] {
  const { issuer, issuerKeys: jwksUri, audience } = typed;
  if (issuer === '') return null;
  const claims = {
    username: typed.usernameClaim || USUAL_CLAIMS.username,
    displayName: typed.displayNameClaim || USUAL_CLAIMS.displayName,
    mail: typed.mailClaim || USUAL_CLAIMS.mail,
  };
  return { issuer, jwksUri, audience, claims };
}

const FIELDS: Readonly<Record<string, Faults>> = {
  'access/invalid-client-name': { name: 'invalid-client-name' },
  'access/client-name-taken': { name: 'client-name-taken' },
  'access/invalid-origin': { origins: 'invalid-origin' },
  'access/no-such-group': { groups: 'no-such-group' },
  'access/invalid-keys': { jwks: 'invalid-keys' },
  'access/issuer-of-another': { issuerKeys: 'issuer-of-another' },
};
const ADDRESSES: Readonly<Record<string, FieldFault>> = {
  'access/invalid-keys-address': 'invalid-keys-address',
  'access/private-keys-address': 'private-keys-address',
};

/** Beside which field a refusal is shown; thrown again if it is about none. */
export function faultsOf(error: unknown): Faults {
  const fields = isAppError(error) ? (FIELDS[error.code] ?? addressFault(error)) : undefined;
  if (fields === undefined) throw error;
  return fields;
}

function addressFault({ code, data }: { code: string; data: Readonly<Record<string, unknown>> }) {
  const fault = ADDRESSES[code];
  if (fault === undefined) return undefined;
  return data['member'] === 'jwks_uri' ? { jwksUri: fault } : { issuerKeys: fault };
}
