import type { Selectable } from 'kysely';
import type { Locale } from '../../platform/identity/actor.js';
import type { Account, AccountOrigin } from './account.js';

export interface AccountsTable {
  id: string;
  username: string;
  display_name: string;
  /** The display name in lower case: SQLite's lower() handles ASCII only. */
  display_name_folded: string;
  sid: string | null;
  mail: string | null;
  department: string | null;
  password_hash: string | null;
  /** Null: local or of the playground, older than this column. */
  origin: AccountOrigin | null;
  directory_id: string | null;
  /** Kept for those who move to another domain. */
  directory_guid: string | null;
  is_admin: number;
  disabled: number;
  locale: string | null;
  notifies_by_mail: number;
  /** Kept by the room of second factors. */
  has_second_factor: number;
  token_generation: number;
  tokens_ended_at: number | null;
  created_at: number;
}

export const ACCOUNT_COLUMNS = [
  'id',
  'username',
  'display_name',
  'sid',
  'mail',
  'department',
  'origin',
  'directory_id',
  'is_admin',
  'disabled',
  'locale',
  'notifies_by_mail',
  'has_second_factor',
  'token_generation',
  'tokens_ended_at',
  'created_at',
] as const;

export type AccountRow = Pick<Selectable<AccountsTable>, (typeof ACCOUNT_COLUMNS)[number]>;

export const toAccount = (row: AccountRow, playground: boolean): Account => ({
  id: row.id,
  username: row.username,
  displayName: row.display_name,
  sid: row.sid,
  mail: row.mail,
  department: row.department,
  origin: row.origin ?? 'local',
  directoryId: row.directory_id,
  isAdmin: row.is_admin === 1,
  disabled: row.disabled === 1 || (row.origin === 'playground' && !playground),
  locale: row.locale as Locale | null,
  notifiesByMail: row.notifies_by_mail === 1,
  hasSecondFactor: row.has_second_factor === 1,
  tokenGeneration: row.token_generation,
  tokensEndedAtMs: row.tokens_ended_at,
  createdAtMs: row.created_at,
});

export const toRow = (account: Account, passwordHash: string | null): AccountsTable => ({
  id: account.id,
  username: account.username,
  display_name: account.displayName,
  display_name_folded: account.displayName.toLowerCase(),
  sid: account.sid,
  mail: account.mail,
  department: account.department,
  password_hash: passwordHash,
  origin: account.origin,
  directory_id: account.directoryId,
  directory_guid: null,
  is_admin: account.isAdmin ? 1 : 0,
  disabled: account.disabled ? 1 : 0,
  locale: account.locale,
  notifies_by_mail: account.notifiesByMail ? 1 : 0,
  has_second_factor: account.hasSecondFactor ? 1 : 0,
  token_generation: account.tokenGeneration,
  tokens_ended_at: account.tokensEndedAtMs,
  created_at: account.createdAtMs,
});
