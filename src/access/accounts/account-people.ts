import { People, type Person } from '../../platform/identity/people.js';
import { Standings, type Standing } from '../../platform/identity/standings.js';
import { canonicalUsername, type Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

export class AccountPeople extends People {
  constructor(private readonly accounts: AccountRepository) {
    super();
  }

  async find(username: string): Promise<Person | undefined> {
    const canonical = canonicalUsername(username);
    if (canonical === undefined) return undefined;
    const account = await this.accounts.find(canonical);
    return account?.disabled === false ? personOf(account) : undefined;
  }

  async named(usernames: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const accounts = await this.accounts.findAll([...new Set(usernames)]);
    return new Map(accounts.map((account) => [account.username, personOf(account)]));
  }

  async startingWith(prefix: string, limit: number): Promise<readonly Person[]> {
    return (await this.accounts.startingWith(prefix, limit)).map(personOf);
  }
}

export class AccountStandings extends Standings {
  constructor(private readonly accounts: AccountRepository) {
    super();
  }

  async of(usernames: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const accounts = await this.accounts.findAll(usernames);
    return new Map(
      accounts.map(({ username, disabled, tokensEndedAtMs }) => [
        username,
        { isEnabled: !disabled, tokensEndedAtMs },
      ]),
    );
  }
}

const personOf = ({ username, displayName }: Account): Person => ({ username, displayName });
