import { beforeAll, expect, it } from '@jest/globals';
import { AccountGroups } from '../../src/access/groups/groups.directory.js';
import { Memberships } from '../../src/access/groups/memberships.js';
import { KyselyGroupRepository } from '../../src/access/groups/group.kysely.js';
import { ManageGroups } from '../../src/access/groups/manage-groups.use-case.js';
import { KyselyAccountRepository } from '../../src/access/accounts/account.kysely.js';
import { accountOf } from '../../src/access/accounts/account.js';
import { Ids } from '../../src/platform/clock/ids.js';
import { DomainEvents } from '../../src/platform/events/domain-events.js';
import { describeOnBothEngines } from '../engines.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { RecordedAudit } from '../fakes/recorded-audit.js';

describeOnBothEngines('groups of people', ({ open }) => {
  const clock = new FixedClock();
  const ids = new Ids(clock);
  const audit = new RecordedAudit();
  const events = new DomainEvents();
  let manage: ManageGroups;
  let memberships: Memberships;
  let groups: AccountGroups;

  beforeAll(async () => {
    const database = await open();
    const accounts = new KyselyAccountRepository(database, clock, true);
    for (const username of ['alice', 'bob', 'käthi'])
      await accounts.insert(
        accountOf({ id: `id of ${username}`, username }, { username, password: '' }, 0),
        null,
      );
    const repository = new KyselyGroupRepository(database);
    const rows = { groups: repository, accounts, database };
    manage = new ManageGroups({ ...rows, clock, ids, audit, events });
    memberships = new Memberships(repository, database, clock, ids, events);
    groups = new AccountGroups({ groups: repository, accounts, memberships, clock });
  });

  it('should put people into a local group and take them out again', async () => {
    const { id } = await manage.add(null, '  Rechts dienst ');
    await manage.addMember(null, id, 'KÄTHI');
    await manage.addMember(null, id, 'bob');
    await manage.addMember(null, id, 'bob');
    expect((await manage.members(id)).map(({ username }) => username)).toEqual(['bob', 'käthi']);
    expect(await groups.ofPerson('id of bob')).toEqual([
      { id, name: 'Rechts dienst', source: 'local' },
    ]);
    await manage.removeMember(null, id, 'bob');
    expect(await groups.ofPerson('id of bob')).toEqual([]);
    expect(await groups.endedSince(clock.nowMs() - 1)).toEqual([
      { groupId: id, accountId: 'id of bob', endedAtMs: clock.nowMs() },
    ]);
    await expect(manage.removeMember(null, id, 'bob')).rejects.toMatchObject({
      code: 'access/unknown-account',
    });
    await manage.addMember(null, id, 'bob');
    expect(await groups.endedSince(0)).toEqual([]);
    expect(audit.events.map(({ action, detail }) => [action, detail?.change])).toEqual([
      ...[
        ['created'],
        ['member-added'],
        ['member-added'],
        ['member-removed'],
        ['member-added'],
      ].map(([change]) => ['group.changed', change]),
    ]);
  });

  it('should have each local name once, whatever its case, and again after removal', async () => {
    const { id } = await manage.add(null, 'Bau');
    await expect(manage.add(null, 'BAU')).rejects.toMatchObject({
      code: 'access/group-name-taken',
    });
    await manage.addMember(null, id, 'alice');
    await manage.remove(null, id);
    expect(await groups.ofPerson('id of alice')).toEqual([]);
    expect(await groups.find(id)).toBeUndefined();
    await expect(manage.addMember(null, id, 'alice')).rejects.toMatchObject({
      code: 'access/no-such-group',
    });
    expect((await manage.add(null, 'Bau')).id).not.toBe(id);
  });

  it('should keep the groups of each source apart, and follow new names', async () => {
    const of = async (accountId: string) =>
      (await groups.ofPerson(accountId)).map(({ name, source }) => `${source}: ${name}`);
    const one = { externalId: 'S-1', name: 'Finanzen' };
    await memberships.keep('id of alice', 'directory', [one, { externalId: 'S-2', name: 'Chor' }]);
    await memberships.keep('id of alice', 'entra', [{ externalId: 'chor', name: 'Chor' }]);
    expect(await of('id of alice')).toEqual([
      'directory: Chor',
      'entra: Chor',
      'directory: Finanzen',
    ]);
    await memberships.keep('id of alice', 'directory', [{ ...one, name: 'Finanzdienst' }]);
    expect(await of('id of alice')).toEqual(['entra: Chor', 'directory: Finanzdienst']);
    const [found] = await groups.search('finanz', 5);
    expect(found).toMatchObject({ name: 'Finanzdienst', members: 1 });
    await expect(manage.addMember(null, found!.id, 'bob')).rejects.toMatchObject({
      code: 'access/group-of-source',
    });
  });

  it('should find groups by the start of any word, and take no character for a pattern', async () => {
    await manage.add(null, 'Amt für 100% Ökologie');
    const names = async (text: string) => (await groups.search(text, 9)).map(({ name }) => name);
    expect(await names('öko')).toEqual(['Amt für 100% Ökologie']);
    expect(await names('100%')).toEqual(['Amt für 100% Ökologie']);
    expect(await names('1_0')).toEqual([]);
    expect(await names('ologie')).toEqual([]);
  });
});
