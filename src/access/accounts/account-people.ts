import {
  People,
  type Person,
  Standings,
  type Standing,
  PersonKeys,
  type Custody,
} from '../../platform/identity/people.js';
import type { IdentityRepository } from '../identities/identity.repository.js';
import { canonicalUsername, type Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

// What other modules ask about people, through the ports in platform/identity.

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

const personOf = ({ username, displayName }: Account): Person => ({ username, displayName });

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

export class AccountKeys extends PersonKeys {
  constructor(private readonly identities: IdentityRepository) {
    super();
  }

  recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.identities.recipientsOf([...new Set(usernames)]);
  }

  async custodyOf(username: string): Promise<Custody> {
    const identity = await this.identities.find(canonicalUsername(username) ?? username);
    return identity?.custody ?? 'managed';
  }
}

/** The security identifiers of people, as their accounts keep them. */
export class PersonSids {
  constructor(private readonly accounts: AccountRepository) {}

  async of(username: string): Promise<string | undefined> {
    const canonical = canonicalUsername(username);
    if (canonical === undefined) return undefined;
    return (await this.accounts.find(canonical))?.sid ?? undefined;
  }
}
