import { z } from 'zod';
import { SCOPES } from '../../platform/http/client-scopes.js';
import type { Client, ClientCredential } from './client.js';

const scopeList = z.array(z.enum(SCOPES)).max(SCOPES.length);
const originList = z.array(z.string().max(300)).max(50);

export const newClientSchema = z.strictObject({
  name: z.string().min(1).max(64),
  scopes: scopeList,
  allowed_origins: originList
    .optional()
    .describe('Origins of its pages, such as https://app.example.ch'),
});
export type NewClientBody = z.infer<typeof newClientSchema>;

export const changeClientSchema = z.strictObject({
  scopes: scopeList.optional(),
  allowed_origins: originList.optional(),
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
  next_cursor: z.string().nullable(),
});
export type ClientsBody = z.infer<typeof clientsSchema>;

export const oneClientSchema = z.object({
  ...clientShape,
  credentials: z.array(z.object(credentialShape)),
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
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type ListClients = z.infer<typeof listClientsSchema>;

export const clientToWire = (client: Client): ClientBody => ({
  client_id: client.id,
  name: client.name,
  scopes: [...client.scopes],
  allowed_origins: [...client.allowedOrigins],
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
