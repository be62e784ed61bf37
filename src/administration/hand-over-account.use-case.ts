import type { AdministerAccounts, NamedAccount } from '../access/index.js';
import type { HandedOver, HandOver, HandOverDocuments } from '../documents/index.js';
import type { Actor } from '../platform/identity/actor.js';

export type HandOverInput = Pick<HandOver, 'to' | 'documents' | 'accept'>;

/** The documents of an account go to another owner, whether it is disabled or not, and an application's too. */
export class HandOverAccount {
  constructor(
    private readonly accounts: AdministerAccounts,
    private readonly documents: HandOverDocuments,
  ) {}

  /** @throws access/no-such-account, and what `HandOverDocuments` throws */
  async execute(actor: Actor, accountId: string, input: HandOverInput): Promise<HandedOver> {
    const { id: from } = await this.accounts.ofAnybody(accountId);
    return this.documents.execute({ ...input, from, by: actor.id });
  }

  /**
   * For the command line.
   * @throws access/unknown-account, and what `HandOverDocuments` throws
   */
  async executeForNamed(named: NamedAccount, input: HandOverInput): Promise<HandedOver> {
    const { id: from } = await this.accounts.named(named);
    return this.documents.execute({ ...input, from, by: null });
  }
}
