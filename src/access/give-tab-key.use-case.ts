import { createHmac } from 'node:crypto';
import type { Actor } from '../platform/identity/actor.js';
import { unknownAccount } from './access.errors.js';
import type { AccountRepository } from './account.repository.js';
import type { SigningSecrets } from './signing-secrets.js';

/**
 * The server's half of what a browser tab keeps from page to page: 32 bytes, the same for one person until their
 * sessions are ended everywhere. It opens nothing without the half that is in the tab.
 */
export class GiveTabKey {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly secrets: SigningSecrets,
  ) {}

  async execute({ username }: Actor): Promise<Buffer> {
    const account = await this.accounts.find(username);
    if (account === undefined) throw unknownAccount(username);
    return createHmac('sha256', this.secrets.keyFor('access/tab-key'))
      .update(`${username}|${account.tokenGeneration}`)
      .digest();
  }
}
