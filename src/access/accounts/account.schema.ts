import { z } from 'zod';
import { cursorText, nextCursor, pageQuery } from '../../platform/http/paging.js';
import type { Account } from './account.js';

export const listAccountsSchema = z.strictObject({
  q: z
    .string()
    .max(256)
    .optional()
    .describe('Beginnings of words of name, username, mail address or department'),
  ...pageQuery(z.tuple([cursorText]), 50),
});
export type ListAccounts = z.output<typeof listAccountsSchema>;

export const changeAccountSchema = z.strictObject({
  disabled: z.boolean().optional().describe('true: every sign-in of the person ends'),
  is_admin: z.boolean().optional(),
  mail: z
    .string()
    .nullable()
    .optional()
    .describe('Of accounts of this server only, as `source` says; null removes it'),
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
  .object({ accounts: z.array(accountSchema), next_cursor: nextCursor })
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
