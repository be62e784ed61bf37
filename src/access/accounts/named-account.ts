import { canonicalUsername } from './account-name.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** Whom somebody means: by a name as it was typed, or by the account's id, whoever has the name by now. */
export type NamedAccount = string | { readonly id: string };

/** Enabled or not, of a person or an application. */
export async function accountNamed(
  accounts: Pick<AccountRepository, 'byId' | 'find'>,
  named: NamedAccount,
): Promise<Account | undefined> {
  if (typeof named !== 'string') return accounts.byId(named.id);
  const username = canonicalUsername(named);
  return username === undefined ? undefined : accounts.find(username);
}
