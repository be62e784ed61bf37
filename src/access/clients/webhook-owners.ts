import type { AccountRepository } from '../accounts/account.repository.js';
import type { ClientRepository } from './client.repository.js';

export interface WebhookOwner {
  /** Of all documents; else of those that the application created or opened. */
  readonly receivesAll: boolean;
}

/** Who may have webhooks: enabled administrators, and enabled applications with the scope for it. */
export class WebhookOwners {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly clients: ClientRepository,
  ) {}

  /** By account id; those who may not are left out. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, WebhookOwner>> {
    const owners = new Map<string, WebhookOwner>();
    if (ids.length === 0) return owners;
    for (const account of await this.accounts.withIds([...new Set(ids)])) {
      if (account.disabled) continue;
      if (account.origin !== 'client') {
        if (account.isAdmin) owners.set(account.id, { receivesAll: true });
        continue;
      }
      const scopes = (await this.clients.find(account.id))?.scopes ?? [];
      if (scopes.includes('webhooks'))
        owners.set(account.id, { receivesAll: scopes.includes('admin') });
    }
    return owners;
  }
}
