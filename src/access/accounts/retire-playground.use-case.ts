import { Logger, type OnModuleInit } from '@nestjs/common';
import type { NewAccount } from './account.js';
import type { AccountRepository } from './account.repository.js';
import type { ManageAccounts } from './manage-accounts.use-case.js';
import type { Passwords } from './passwords.js';

/** Runs at start, in the playground only; in production there are no such people (KONTOR_PLAYGROUND_PEOPLE). */
export class AddPlaygroundPeople implements OnModuleInit {
  constructor(
    private readonly accounts: ManageAccounts,
    private readonly people: readonly NewAccount[],
  ) {}

  async onModuleInit(): Promise<void> {
    await this.accounts.addMissing(this.people);
  }
}

/** The people that the playground adds; their name is their password. */
const NAMES = ['admin', 'alice', 'bob'];

/**
 * Runs at start, in production only. Among the accounts that are older than the column `accounts.origin` it finds
 * those of the playground, by their password, and logs which accounts cannot sign in. Their documents stay.
 */
export class RetirePlayground implements OnModuleInit {
  readonly #logger = new Logger(RetirePlayground.name);

  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly isProduction: boolean,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.isProduction) await this.execute();
  }

  async execute(): Promise<void> {
    for (const name of await this.accounts.ofUnknownOrigin(NAMES)) await this.#setOriginOf(name);
    const names = await this.accounts.ofPlayground();
    if (names.length === 0) return;
    this.#logger.warn(
      `Accounts of the playground cannot sign in here: ${names.join(', ')}. Their documents stay. To use one, ` +
        `set a password: npm run --silent kontor -- user password ${names[0]}`,
    );
  }

  async #setOriginOf(name: string): Promise<void> {
    const hash = await this.accounts.passwordHashOf(name);
    const known = hash !== undefined && (await this.passwords.matches(hash, name));
    const account = await this.accounts.find(name);
    if (account === undefined) return;
    await this.accounts.setOrigin(account.id, known ? 'playground' : 'local');
    if (known) await this.accounts.endTokens(account.id);
  }
}
