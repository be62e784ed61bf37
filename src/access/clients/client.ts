import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from '../../platform/http/client-scopes.js';
import { isConfidential } from '../../platform/http/public-address.js';
import type { KeySet } from './key-sets.js';

/** Whose word counts about the people of an application. */
export interface TrustedIssuer {
  /** The claim `iss`, as it stands in the tokens. */
  readonly issuer: string;
  /** Where its public keys are. */
  readonly jwksUri: string;
  /** What the claim `aud` has to contain, so that a token for another service opens nothing here. */
  readonly audience: string;
  /** The names of the claims that say who somebody is. */
  readonly claims: {
    readonly username: string;
    readonly displayName: string;
    readonly mail: string;
  };
}

/** An application. Its account has the same id and the username `client:<name>`. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Origins of its pages, such as `https://app.example.ch`. */
  readonly allowedOrigins: readonly string[];
  /** Ids of the groups whose people it may act for; empty: everybody. */
  readonly allowedGroups: readonly string[];
  /** The public keys that it signs with, or else where they are; both null: it proves itself by a secret. */
  readonly jwks: KeySet | null;
  readonly jwksUri: string | null;
  /** Whose word about its people counts; null: it has none of its own. */
  readonly trustedIssuer: TrustedIssuer | null;
  readonly disabled: boolean;
  readonly createdAtMs: number;
}

/**
 * `secret` authenticates the application at the token endpoint; `key` is sent with each request, as is the `token` of
 * that endpoint.
 */
export type CredentialKind = 'secret' | 'key' | 'token';

/** What is kept of a secret, a key or a token: never its text. */
export interface ClientCredential {
  readonly id: string;
  readonly clientId: string;
  readonly kind: CredentialKind;
  /** The last four characters of the text, by which an administrator tells two of them apart. */
  readonly hint: string;
  /** Of a token that was asked for with fewer scopes than its client has; else null. */
  readonly scopes: readonly Scope[] | null;
  /** Of a token that acts for one person; null: for the application, or for whom the request names. */
  readonly accountId: string | null;
  readonly createdAtMs: number;
  /** Null: it does not expire. */
  readonly expiresAtMs: number | null;
  /** To within a minute. */
  readonly lastUsedAtMs: number | null;
}

const PREFIXES: Readonly<Record<CredentialKind, string>> = {
  secret: 'kontor_secret_',
  key: 'kontor_key_',
  token: 'kontor_token_',
};

/** 256 bits: it cannot be guessed, so its hash needs no salt and no slowness. */
const SECRET_BYTES = 32;

/** A new text of that kind. The prefix lets scanners of source code find one that was committed. */
export const newCredentialText = (kind: CredentialKind): string =>
  PREFIXES[kind] + randomBytes(SECRET_BYTES).toString('base64url');

/** The kind that a text claims to be; undefined for what never came from here. */
export const credentialKindOf = (text: string): CredentialKind | undefined =>
  (Object.keys(PREFIXES) as CredentialKind[]).find((kind) => text.startsWith(PREFIXES[kind]));

/** SHA-256 in hexadecimal digits. */
export const credentialHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex');

export const hintOf = (text: string): string => text.slice(-4);

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** Undefined if the text cannot be the name of an application. */
export const canonicalClientName = (typed: string): string | undefined => {
  const name = typed.trim().toLowerCase();
  return NAME.test(name) ? name : undefined;
};

/** `https://host[:port]`, or http on loopback; without a path. */
export function isAllowedOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.origin === text && HOST.test(url.hostname) && isConfidential(url);
}

/**
 * A name or an address. Others are addresses to `URL` as well, and something else where the origin stands in a policy:
 * `*.example.ch` would let every host below it frame the editor.
 */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])$/;
