import { isAppError } from '../../platform/errors/app-error.js';
import type { AddAccount } from './add-account.use-case.js';
import type { NewAccount } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** For the playground: adds those of its people who do not exist yet, and only those: hashing a password is dear. */
export class EnsureAccounts {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly addAccount: AddAccount,
  ) {}

  async execute(people: readonly NewAccount[]): Promise<void> {
    const present = await this.accounts.findAll(people.map(({ username }) => username));
    const known = new Set(present.map(({ username }) => username));
    const missing = people.filter(({ username }) => !known.has(username));
    await Promise.all(missing.map((person) => this.#add(person)));
  }

  /** Another instance that starts at the same moment adds the same people. */
  async #add(person: NewAccount): Promise<void> {
    try {
      await this.addAccount.execute({ ...person, origin: 'playground' });
    } catch (error) {
      if (!isAppError(error, 'access/username-taken')) throw error;
    }
  }
}
