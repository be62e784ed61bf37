import { z } from 'zod';
import type { Account } from './account.js';

export const listAccountsSchema = z.strictObject({
  q: z
    .string()
    .max(256)
    .optional()
    .describe('Beginnings of words of name, username, mail address or department'),
  cursor: z.string().max(1500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListAccounts = z.infer<typeof listAccountsSchema>;

export const changeAccountSchema = z.strictObject({
  disabled: z.boolean().optional().describe('true: every sign-in of the person ends'),
  is_admin: z.boolean().optional(),
});
export type ChangeAccount = z.infer<typeof changeAccountSchema>;

export const accountSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    display_name: z.string(),
    mail: z.string().nullable(),
    source: z.string().describe('Who knows the person: local, directory or a provider; or awaited'),
    is_admin: z.boolean(),
    disabled: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Account' });
export type AccountBody = z.infer<typeof accountSchema>;

export const accountsSchema = z
  .object({ accounts: z.array(accountSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'AccountList' });
export type AccountsBody = z.infer<typeof accountsSchema>;

export const accountToWire = (account: Account): AccountBody => ({
  id: account.id,
  username: account.username,
  display_name: account.displayName,
  mail: account.mail,
  source: account.origin,
  is_admin: account.isAdmin,
  disabled: account.disabled,
  created_at: new Date(account.createdAtMs).toISOString(),
});

/** Opaque to clients: the username of the last account of the page. */
export const accountCursorOf = ({ username }: Account): string =>
  Buffer.from(username).toString('base64url');
export const usernameInCursor = (cursor: string): string =>
  Buffer.from(cursor, 'base64url').toString();
