import type { Clock } from '../../platform/clock/clock.js';
import {
  AwaitedPeople,
  People,
  type Person,
  Standings,
  type Standing,
  PersonKeys,
  type Custody,
} from '../../platform/identity/people.js';
import type { IdentityRepository } from '../identities/identity.repository.js';
import { canonicalUsername } from './account-name.js';
import type { Rechecks } from './rechecks.js';
import { accountOf, photoIdOf, type Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

// What other modules ask about people, through the ports in platform/identity.

export class AccountPeople extends People {
  constructor(
    private readonly accounts: AccountRepository,
    /** Makes the account of somebody whom the directory knows by that name, bound by their id there. */
    private readonly newcomer?: (username: string) => Promise<Account | undefined>,
  ) {
    super();
  }

  /** @throws directory/unavailable when nobody here has the name, and the directory does not answer */
  override async invite(username: string): Promise<Person | undefined> {
    const found = await this.find(username);
    if (found !== undefined || this.newcomer === undefined) return found;
    const account = await this.newcomer(username);
    return account?.disabled === false ? personOf(account) : undefined;
  }

  async find(username: string): Promise<Person | undefined> {
    const canonical = canonicalUsername(username);
    if (canonical === undefined) return undefined;
    const account = await this.accounts.find(canonical);
    return account?.disabled === false ? personOf(account) : undefined;
  }

  async named(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const accounts = await this.accounts.withIds([...new Set(ids)]);
    return new Map(accounts.map((account) => [account.id, personOf(account)]));
  }

  async startingWith(prefix: string, limit: number): Promise<readonly Person[]> {
    return (await this.accounts.startingWith(prefix, limit)).map(personOf);
  }
}

const personOf = (account: Account): Person => ({
  ...{ id: account.id, username: account.username, displayName: account.displayName },
  ...(photoIdOf(account) !== undefined && { pictureId: account.id }),
});

export class AwaitedAccounts extends AwaitedPeople {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async accountOf({ id, username: named }: { id: string; username: string }): Promise<string> {
    if ((await this.accounts.byId(id)) !== undefined) return id;
    const username = canonicalUsername(named);
    // No name that anybody can have: the id is all there is.
    if (username === undefined) return id;
    const awaited = accountOf({ id, username }, { username, password: '' }, this.clock.nowMs());
    await this.accounts.insert({ ...awaited, origin: 'awaited' }, null);
    return (await this.accounts.find(username))?.id ?? id;
  }
}

/** Whoever is asked about has a session: they are looked up again where they come from, later. */
export class AccountStandings extends Standings {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly rechecks: Rechecks,
  ) {
    super();
  }

  async of(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    for (const id of ids) this.rechecks.ask(id);
    return standingsOf(await this.accounts.withIds(ids));
  }

  async endedSince(ms: number): Promise<ReadonlyMap<string, Standing>> {
    return standingsOf(await this.accounts.endedSince(ms));
  }
}

const standingsOf = (accounts: readonly Account[]): ReadonlyMap<string, Standing> =>
  new Map(
    accounts.map(({ id, disabled, tokensEndedAtMs }) => [
      id,
      { isEnabled: !disabled, tokensEndedAtMs },
    ]),
  );

export class AccountKeys extends PersonKeys {
  constructor(private readonly identities: IdentityRepository) {
    super();
  }

  recipientsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.identities.recipientsOf([...new Set(ids)]);
  }

  async custodyOf(id: string): Promise<Custody> {
    const identity = await this.identities.find(id);
    return identity?.custody ?? 'managed';
  }
}

/** The security identifiers of people, as their accounts keep them. */
export class PersonSids {
  constructor(private readonly accounts: AccountRepository) {}

  async of(accountId: string): Promise<string | undefined> {
    return (await this.accounts.byId(accountId))?.sid ?? undefined;
  }
}
