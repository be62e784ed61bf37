import type { Scope } from '../../platform/http/client-scopes.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { ClientRepository, CredentialOfClient } from './client.repository.js';

/** The time of last use is written at most this often, so that a busy application costs no write per request. */
const LAST_USED_EVERY_MS = 60_000;

/** An application is not refused because this could not be written. */
export async function noteUse(
  clients: ClientRepository,
  { credential }: CredentialOfClient,
  nowMs: number,
): Promise<void> {
  if (nowMs - (credential.lastUsedAtMs ?? 0) < LAST_USED_EVERY_MS) return;
  await clients.used(credential.id, nowMs).catch(() => undefined);
}

/** The person whose token it is; undefined if they are disabled, or their tokens ended since it was issued. */
export async function holderOf(
  { credential: { accountId, createdAtMs } }: CredentialOfClient,
  accounts: AccountRepository,
): Promise<Account | undefined> {
  const account = accountId === null ? undefined : await accounts.byId(accountId);
  if (account === undefined || account.disabled) return undefined;
  return (account.tokensEndedAtMs ?? -1) < createdAtMs ? account : undefined;
}

/** Scopes that were taken from the application are no longer in its tokens either. */
export function scopesOf({ client, credential }: CredentialOfClient): ReadonlySet<Scope> {
  const own = new Set(client.scopes);
  return new Set((credential.scopes ?? client.scopes).filter((scope) => own.has(scope)));
}
