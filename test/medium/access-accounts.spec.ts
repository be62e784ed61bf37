import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import { accountOf, type Account, type DirectoryFacts } from '../../src/access/accounts/account.js';
import { KyselyAccountRepository } from '../../src/access/accounts/account.kysely.js';
import { AccountPeople, AccountStandings } from '../../src/access/accounts/account-people.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { isOver } from '../../src/platform/identity/people.js';
import { describeOnBothEngines } from '../engines.js';

const account = (username: string, displayName: string): Account =>
  accountOf({ id: username, username }, { username, displayName, password: '' }, 1_790_000_000_000);

const person = (username: string, sid: string | null): DirectoryFacts => {
  return { username, displayName: username, sid, mail: null, directoryId: sid };
};

const fresh = (nowMs: number, id: string = randomUUID()) => ({ id, nowMs });

describeOnBothEngines('accounts', (under) => {
  let accounts: KyselyAccountRepository;
  let people: AccountPeople;
  const clock = new FixedClock();

  beforeAll(async () => {
    accounts = new KyselyAccountRepository(await under.open(), clock, false);
    people = new AccountPeople(accounts);
    await accounts.insert(account('alice', 'Alice Ärmel'), 'hash-of-alice');
    await accounts.insert(account('bob', 'Älteste Bob'), 'hash-of-bob');
    await accounts.insert(account('a_b', '100% sure'), 'hash');
    await accounts.insert(account('gone', 'Alina Gone'), 'hash');
    await accounts.setDisabled('gone', true);
  });

  it('should give back what was put in', async () => {
    const alina = { ...account('alina', 'Alina'), sid: 'S-1-5-21-7', isAdmin: true };
    await accounts.insert({ ...alina, locale: 'de', disabled: true }, 'hash');
    expect(await accounts.find('alina')).toEqual({ ...alina, locale: 'de', disabled: true });
    expect(await accounts.find('nobody')).toBeUndefined();
  });

  it('should leave an account alone when its name is taken', async () => {
    expect(await accounts.insert(account('alice', 'Impostor'), 'other-hash')).toBe(false);
    expect((await accounts.find('alice'))?.displayName).toBe('Alice Ärmel');
    expect(await accounts.passwordHashOf('alice')).toBe('hash-of-alice');
  });

  it('should raise the token generation with every change that ends tokens', async () => {
    const generation = async () => (await accounts.find('bob'))?.tokenGeneration;
    expect(await generation()).toBe(1);
    await accounts.setPasswordHash('bob', 'new-hash');
    await accounts.setDisabled('bob', false);
    await accounts.endTokens('bob');
    await accounts.setLocale('bob', 'de');
    expect(await generation()).toBe(4);
    expect(await accounts.endTokens('nobody')).toBe(false);
  });

  it('should find people by the start of either name, in any case', async () => {
    const found = async (prefix: string) =>
      (await people.startingWith(prefix, 10)).map(({ username }) => username);
    expect(await found('ALI')).toEqual(['alice']);
    expect(await found('äL')).toEqual(['bob']);
    expect(await found('Bo')).toEqual(['bob']);
  });

  it('should take wildcards for what they are', async () => {
    const found = async (prefix: string) =>
      (await people.startingWith(prefix, 10)).map(({ username }) => username);
    expect(await found('%')).toEqual([]);
    expect(await found('a_b')).toEqual(['a_b']);
    expect(await found('ali_e')).toEqual([]);
    expect(await found('100%')).toEqual(['a_b']);
    expect(await found('\\')).toEqual([]);
  });

  it('should find nobody who is disabled, but still name them', async () => {
    expect(await people.find('GONE')).toBeUndefined();
    expect(await people.find('Alice')).toEqual({
      id: 'alice',
      username: 'alice',
      displayName: 'Alice Ärmel',
    });
    const named = await people.named(['gone', 'alice', 'nobody', 'alice']);
    expect([...named.keys()].sort()).toEqual(['alice', 'gone']);
    expect(await people.named([])).toEqual(new Map());
  });

  it('should keep what the directory says, but its own for itself', async () => {
    const facts = { ...person('zoe', 'S-1-5-21-9'), displayName: 'Zoë', mail: 'z@kontor.test' };
    const added = {
      ...account('zoe', 'Zoë'),
      ...facts,
      origin: 'directory',
      createdAtMs: 7,
    };
    expect(await accounts.keepFromDirectory(facts, fresh(7, 'zoe'))).toEqual(added);
    expect(await accounts.passwordHashOf('zoe')).toBeUndefined();
    await accounts.setLocale('zoe', 'fr');
    await accounts.setDisabled('zoe', true);

    const changed = { ...facts, displayName: 'ÉZoë', mail: null };
    const refreshed = {
      ...{ ...added, ...changed, locale: 'fr', disabled: true },
      ...{ tokenGeneration: 2, tokensEndedAtMs: clock.nowMs() },
    };
    expect(await accounts.keepFromDirectory(changed, fresh(8))).toEqual(refreshed);
    await accounts.setDisabled('zoe', false);
    const found = await people.startingWith('éz', 10);
    expect(found.map(({ username }) => username)).toEqual(['zoe']);
  });

  it('should say since when what a person began is over', async () => {
    await accounts.insert(account('carol', 'Carol'), 'hash');
    const standings = new AccountStandings(accounts);
    const standingOf = async (username: string) => (await standings.of([username])).get(username);
    expect(await standingOf('carol')).toEqual({ isEnabled: true, tokensEndedAtMs: null });
    expect(await standingOf('nobody')).toBeUndefined();

    const before = clock.nowMs();
    for (const end of [
      () => accounts.endTokens('carol'),
      () => accounts.setPasswordHash('carol', 'another'),
    ]) {
      clock.advance(1000);
      await end();
      const standing = await standingOf('carol');
      expect(standing).toEqual({ isEnabled: true, tokensEndedAtMs: clock.nowMs() });
      expect([isOver(standing, before), isOver(standing, clock.nowMs())]).toEqual([true, false]);
    }
    await accounts.setDisabled('carol', true);
    expect(isOver(await standingOf('carol'), Infinity)).toBe(true);
    await accounts.setDisabled('carol', false);
    expect(isOver(await standingOf('carol'), Infinity)).toBe(false);
  });

  it('should not give the account of somebody with a password of ours to the directory', async () => {
    const before = await accounts.find('alice');
    const impostor = person('alice', 'S-1-5-21-99');
    expect(await accounts.keepFromDirectory(impostor, fresh(7))).toBe('by-local-account');
    expect(await accounts.find('alice')).toEqual(before);
  });

  it('should give the name of one person of the directory to no other', async () => {
    const berta = await accounts.keepFromDirectory(person('berta', 'S-1-5-21-10'), fresh(7));
    expect(await accounts.keepFromDirectory(person('berta', 'S-1-5-21-11'), fresh(8))).toBe(
      'by-another-person',
    );
    // One who does not show who they are is not taken at their word either.
    expect(await accounts.keepFromDirectory(person('berta', null), fresh(8))).toBe(
      'by-another-person',
    );
    expect(await accounts.find('berta')).toEqual(berta);
  });

  it('should know a person of the directory under a new name', async () => {
    await accounts.keepFromDirectory(person('carla', 'S-1-5-21-12'), fresh(7));
    const renamed = { ...person('carla-frei', 'S-1-5-21-12'), displayName: 'Carla Frei' };
    expect(await accounts.keepFromDirectory(renamed, fresh(8))).toMatchObject({
      username: 'carla',
      displayName: 'Carla Frei',
    });
    expect(await accounts.find('carla-frei')).toBeUndefined();
    // Somebody else gets the name: the account stays hers.
    expect(await accounts.keepFromDirectory(person('carla', 'S-1-5-21-13'), fresh(9))).toBe(
      'by-another-person',
    );
  });

  it('should learn who somebody of the directory is, once', async () => {
    await accounts.keepFromDirectory(person('dora', null), fresh(7));
    await accounts.keepFromDirectory(person('dora', 'S-1-5-21-14'), fresh(8));
    expect(await accounts.keepFromDirectory(person('dora', 'S-1-5-21-15'), fresh(9))).toBe(
      'by-another-person',
    );
    expect(await accounts.findByDirectoryId('S-1-5-21-14')).toMatchObject({ username: 'dora' });
  });

  it('should count the people of the playground as disabled, until they get a password', async () => {
    const eve = { ...account('eve', 'Eve'), origin: 'playground', sid: 'S-1-5-21-16' } as const;
    await accounts.insert(eve, 'hash');
    expect(await accounts.find('eve')).toEqual({ ...eve, disabled: true });
    expect(await people.find('eve')).toBeUndefined();
    expect(await people.startingWith('eve', 10)).toEqual([]);
    expect(await accounts.ofPlayground()).toEqual(['eve']);
    await accounts.setPasswordHash('eve', 'other-hash');
    const own = { origin: 'local', sid: null, disabled: false, tokenGeneration: 2 };
    const tokensEndedAtMs = clock.nowMs();
    expect(await accounts.find('eve')).toEqual({ ...eve, ...own, tokensEndedAtMs });
  });
});
