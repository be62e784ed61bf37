import { z } from 'zod';
import { SCOPES } from '../../platform/http/client-scopes.js';
import { cursorText, nextCursor, pageQuery } from '../../platform/http/paging.js';
import type { Client, ClientCredential } from './client.js';
import type { KeySet } from './key-sets.js';
import type { ChangeClient, NewClient } from './manage-clients.use-case.js';
import { USUAL_CLAIMS } from './trusted-issuer.js';

const scopeList = z.array(z.enum(SCOPES)).max(SCOPES.length);
const originList = z.array(z.string().max(300)).max(50);

/** Members that RFC 7517 or somebody else names beside `kty` stay; what makes a key private is refused later. */
const keySetSchema = z.strictObject({
  keys: z
    .array(z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) }))
    .min(1)
    .max(20),
});

/** Of what somebody pasted; undefined if it is no JSON Web Key Set. */
export function keySetIn(text: string): KeySet | undefined {
  try {
    return keySetSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const groupList = z
  .array(z.string().min(1).max(64))
  .max(50)
  .describe('Ids of groups: it acts only for people in one of them; empty: for everybody');
const address = z.string().min(1).max(2000);
const keysShape = {
  jwks: keySetSchema
    .nullable()
    .optional()
    .describe('Public keys with which it signs client assertions (private_key_jwt)'),
  jwks_uri: address.nullable().optional().describe('Or where they are: https, or http on loopback'),
};

const claimName = z.string().min(1).max(256);
const trustedIssuerShape = z
  .strictObject({
    issuer: address.describe('The claim iss, as it stands in the tokens'),
    jwks_uri: address.describe('Where its public keys are: https, or http on loopback'),
    audience: address.describe('What the claim aud has to contain'),
    claims: z
      .strictObject({
        username: claimName.default(USUAL_CLAIMS.username),
        display_name: claimName.default(USUAL_CLAIMS.displayName),
        mail: claimName.default(USUAL_CLAIMS.mail),
      })
      .prefault({}),
  })
  .describe('Whose tokens say who the people of the application are (grant jwt-bearer)');

export const newClientSchema = z.strictObject({
  name: z.string().min(1).max(64),
  scopes: scopeList,
  allowed_origins: originList
    .optional()
    .describe('Origins of its pages, such as https://app.example.ch'),
  allowed_groups: groupList.optional(),
  ...keysShape,
  trusted_issuer: trustedIssuerShape.nullable().optional(),
});
export type NewClientBody = z.infer<typeof newClientSchema>;

export const changeClientSchema = z.strictObject({
  scopes: scopeList.optional(),
  allowed_origins: originList.optional(),
  allowed_groups: groupList.optional(),
  ...keysShape,
  trusted_issuer: trustedIssuerShape.nullable().optional(),
  disabled: z.boolean().optional().describe('true: everything that it sends is refused'),
});
export type ChangeClientBody = z.infer<typeof changeClientSchema>;

export const newKeySchema = z
  .strictObject({
    expires_at: z.iso.datetime().nullable().optional().describe('null: it does not expire'),
  })
  .optional();
export type NewKeyBody = z.infer<typeof newKeySchema>;

const clientShape = {
  client_id: z.string(),
  name: z.string(),
  scopes: scopeList,
  allowed_origins: z.array(z.string()),
  allowed_groups: z.array(z.string()),
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).nullable(),
  jwks_uri: z.string().nullable(),
  trusted_issuer: z
    .object({
      issuer: z.string(),
      jwks_uri: z.string(),
      audience: z.string(),
      claims: z.object({ username: z.string(), display_name: z.string(), mail: z.string() }),
    })
    .nullable(),
  disabled: z.boolean(),
  created_at: z.iso.datetime(),
};

const credentialShape = {
  id: z.string(),
  kind: z.enum(['secret', 'key']),
  hint: z.string().describe('Its last four characters'),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable(),
  last_used_at: z.iso.datetime().nullable().describe('To within a minute'),
};

export const clientSchema = z.object(clientShape);
export type ClientBody = z.infer<typeof clientSchema>;

export const clientsSchema = z.object({
  clients: z.array(clientSchema),
  next_cursor: nextCursor,
});
export type ClientsBody = z.infer<typeof clientsSchema>;

export const oneClientSchema = z.object({
  ...clientShape,
  credentials: z.array(z.object(credentialShape)).describe('Whole: at most twenty'),
});
export type OneClientBody = z.infer<typeof oneClientSchema>;

export const createdClientSchema = z.object({
  ...clientShape,
  client_secret: z.string().describe('Shown only now'),
});
export type CreatedClientBody = z.infer<typeof createdClientSchema>;

export const createdSecretSchema = z.object({
  ...credentialShape,
  client_secret: z.string().describe('Shown only now'),
});
export type CreatedSecretBody = z.infer<typeof createdSecretSchema>;

export const createdKeySchema = z.object({
  ...credentialShape,
  key: z.string().describe('Shown only now'),
});
export type CreatedKeyBody = z.infer<typeof createdKeySchema>;

export const listClientsSchema = z.strictObject({
  ...pageQuery(z.tuple([cursorText]), 100),
});
export type ListClients = z.output<typeof listClientsSchema>;

function trustedIssuerOf(body: ChangeClientBody['trusted_issuer']) {
  if (body === undefined || body === null) return body;
  const { issuer, jwks_uri: jwksUri, audience, claims } = body;
  const { username, display_name: displayName, mail } = claims;
  return { issuer, jwksUri, audience, claims: { username, displayName, mail } };
}

function trustedIssuerToWire(trusted: Client['trustedIssuer']): ClientBody['trusted_issuer'] {
  if (trusted === null) return null;
  const { issuer, jwksUri: jwks_uri, audience, claims } = trusted;
  const { username, displayName: display_name, mail } = claims;
  return { issuer, jwks_uri, audience, claims: { username, display_name, mail } };
}

const grantsOf = (body: Omit<ChangeClientBody, 'scopes' | 'disabled'>) => ({
  allowedOrigins: body.allowed_origins,
  allowedGroups: body.allowed_groups,
  jwks: body.jwks,
  jwksUri: body.jwks_uri,
  trustedIssuer: trustedIssuerOf(body.trusted_issuer),
});
export const newClientOf = ({ name, scopes, ...body }: NewClientBody): NewClient => ({
  ...{ name, scopes },
  ...grantsOf(body),
});
export const changesOf = ({ scopes, disabled, ...body }: ChangeClientBody): ChangeClient => ({
  ...{ scopes, disabled },
  ...grantsOf(body),
});

export const clientToWire = (client: Client): ClientBody => ({
  client_id: client.id,
  name: client.name,
  scopes: [...client.scopes],
  allowed_origins: [...client.allowedOrigins],
  allowed_groups: [...client.allowedGroups],
  jwks: client.jwks as ClientBody['jwks'],
  jwks_uri: client.jwksUri,
  trusted_issuer: trustedIssuerToWire(client.trustedIssuer),
  disabled: client.disabled,
  created_at: new Date(client.createdAtMs).toISOString(),
});

export const credentialToWire = (credential: ClientCredential) => ({
  id: credential.id,
  kind: credential.kind as 'secret' | 'key',
  hint: credential.hint,
  created_at: new Date(credential.createdAtMs).toISOString(),
  expires_at: timeOf(credential.expiresAtMs),
  last_used_at: timeOf(credential.lastUsedAtMs),
});

const timeOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
