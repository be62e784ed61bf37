import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import { accountOf, type Account, type DirectoryFacts } from '../../src/access/accounts/account.js';
import { KyselyAccountRepository } from '../../src/access/accounts/account.kysely.js';
import {
  AccountPeople,
  AccountStandings,
  AwaitedAccounts,
} from '../../src/access/accounts/account-people.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import type { Database } from '../../src/platform/database/database.js';
import { isOver } from '../../src/platform/identity/people.js';
import { Rechecks } from '../../src/access/accounts/rechecks.js';
import { describeOnBothEngines } from '../engines.js';

const account = (username: string, displayName: string): Account =>
  accountOf({ id: username, username }, { username, displayName, password: '' }, 1_790_000_000_000);

const person = (username: string, sid: string | null): DirectoryFacts => {
  return {
    username,
    displayName: username,
    sid,
    mail: null,
    directoryId: sid,
    directoryGuid: null,
  };
};

const fresh = (nowMs: number, id: string = randomUUID()) => ({ id, nowMs });

describeOnBothEngines('accounts', (under) => {
  let accounts: KyselyAccountRepository;
  let people: AccountPeople;
  let database: Database;
  const clock = new FixedClock();

  beforeAll(async () => {
    database = await under.open();
    accounts = new KyselyAccountRepository(database, clock, false);
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

  it('should list for administrators who has the words, disabled ones too, page by page', async () => {
    const found = async (text: string, after?: string, limit = 10) =>
      (await accounts.search({ text, after, limit })).map(({ username }) => username);
    expect(await found('ärm AL')).toEqual(['alice']);
    expect(await found('alina')).toContain('gone');
    expect(await found('_')).toEqual([]);
    expect(await found('nobody')).toEqual([]);
    expect(await found('')).toEqual(expect.arrayContaining(['alice', 'gone']));

    // More than are looked through by a word, and one of them with a rare one.
    const numbers = Array.from({ length: 2100 }, (_, i) => `${i}`.padStart(4, '0'));
    await database.inTransaction(async () => {
      for (const n of numbers)
        await accounts.insert(account(`many-p${n}`, n === '2000' ? 'Rara Common' : 'Common'), null);
    });
    expect(await found('comm', undefined, 2)).toEqual(['many-p0000', 'many-p0001']);
    expect(await found('comm', 'many-p2097')).toEqual(['many-p2098', 'many-p2099']);
    expect(await found('common rar')).toEqual(['many-p2000']);
    expect(await found('common many-p209')).toHaveLength(10);
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
    const { directoryGuid: _, ...stored } = facts;
    const added = {
      ...account('zoe', 'Zoë'),
      ...stored,
      origin: 'directory',
      createdAtMs: 7,
    };
    expect(await accounts.keepFromDirectory(facts, fresh(7, 'zoe'))).toEqual(added);
    expect(await accounts.passwordHashOf('zoe')).toBeUndefined();
    await accounts.setLocale('zoe', 'fr');
    await accounts.setDisabled('zoe', true);

    const changed = { ...facts, displayName: 'ÉZoë', mail: null };
    const { directoryGuid: __, ...now } = changed;
    const refreshed = {
      ...{ ...added, ...now, locale: 'fr', disabled: true },
      ...{ tokenGeneration: 2, tokensEndedAtMs: clock.nowMs() },
    };
    expect(await accounts.keepFromDirectory(changed, fresh(8))).toEqual(refreshed);
    await accounts.setDisabled('zoe', false);
    const found = await people.startingWith('éz', 10);
    expect(found.map(({ username }) => username)).toEqual(['zoe']);
  });

  it('should say since when what a person began is over', async () => {
    await accounts.insert(account('carol', 'Carol'), 'hash');
    const standings = new AccountStandings(accounts, new Rechecks());
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
    const carla = await accounts.keepFromDirectory(person('carla', 'S-1-5-21-12'), fresh(7, 'c'));
    const renamed = { ...person('carla-frei', 'S-1-5-21-12'), displayName: 'Carla Frei' };
    expect(await accounts.keepFromDirectory(renamed, fresh(8))).toMatchObject({
      ...{ id: 'c', username: 'carla', displayName: 'Carla Frei' },
    });
    expect(await accounts.rename('c', 'alice')).toBe(false);
    expect(await accounts.rename('nobody', 'x')).toBe(false);
    expect(await accounts.rename('c', 'carla-frei')).toBe(true);
    expect(await accounts.find('carla')).toBeUndefined();
    expect(await accounts.byId('c')).toMatchObject({ username: 'carla-frei' });
    expect(carla).toMatchObject({ id: 'c' });
    const other = await accounts.keepFromDirectory(person('carla', 'S-1-5-21-13'), fresh(9, 'd'));
    expect(other).toMatchObject({ id: 'd', username: 'carla' });
  });

  it('should know a person of the directory by the objectGUID after a move', async () => {
    const facts = { ...person('gina', 'S-1-5-21-20'), directoryGuid: 'guid-of-gina' };
    await accounts.keepFromDirectory(facts, fresh(7, 'g'));
    const moved = { ...facts, sid: 'S-1-5-22-1', directoryId: 'S-1-5-22-1' };
    expect(await accounts.keepFromDirectory(moved, fresh(8))).toMatchObject({
      ...{ id: 'g', sid: 'S-1-5-22-1', directoryId: 'S-1-5-22-1' },
    });
    expect(await accounts.findByDirectoryId('S-1-5-21-20')).toBeUndefined();
  });

  it('should give an account that waits to whoever has the name', async () => {
    const waiting = new AwaitedAccounts(accounts, clock);
    expect(await waiting.accountOf({ id: 'lost-1', username: 'Ida' })).toBe('lost-1');
    expect(await waiting.accountOf({ id: 'lost-1', username: 'changed' })).toBe('lost-1');
    expect(await waiting.accountOf({ id: 'lost-2', username: 'alice' })).toBe('alice');
    expect(await accounts.insert(account('ida', 'Ida'), 'hash')).toBe(true);
    expect(await accounts.find('ida')).toMatchObject({ id: 'lost-1', origin: 'local' });
    expect(await accounts.insert(account('ida', 'Ida'), 'hash')).toBe(false);

    await waiting.accountOf({ id: 'lost-3', username: 'jana' });
    const jana = person('jana', 'S-1-5-21-30');
    expect(await accounts.keepFromDirectory(jana, fresh(7))).toMatchObject({
      ...{ id: 'lost-3', origin: 'directory', directoryId: 'S-1-5-21-30' },
    });
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
