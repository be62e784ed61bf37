import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import {
  Groups,
  type EndedMembership,
  type FoundGroup,
  type Group,
} from '../../platform/identity/groups.js';
import { groupName, type ForeignGroup } from './group.js';
import type { GroupRepository } from './group.repository.js';

/** What other modules ask about groups, through the port in platform/identity. */
export class AccountGroups extends Groups {
  constructor(private readonly groups: GroupRepository) {
    super();
  }

  search(text: string, limit: number): Promise<readonly FoundGroup[]> {
    const start = text.trim();
    return start === '' ? Promise.resolve([]) : this.groups.startingWith(start, limit);
  }

  find(groupId: string): Promise<Group | undefined> {
    return this.groups.find(groupId);
  }

  async named(groupIds: readonly string[]): Promise<ReadonlyMap<string, FoundGroup>> {
    const found = await this.groups.withIds([...new Set(groupIds)]);
    return new Map(found.map((group) => [group.id, group]));
  }

  ofPerson(accountId: string): Promise<readonly Group[]> {
    return this.groups.ofPerson(accountId);
  }

  membersOf(groupIds: readonly string[]): Promise<readonly string[]> {
    return this.groups.membersOf(groupIds);
  }

  async refresh(): Promise<void> {
    return undefined;
  }

  endedSince(ms: number): Promise<readonly EndedMembership[]> {
    return this.groups.endedSince(ms);
  }
}

/** The groups that the directory or an OpenID provider says a person is in. */
export class Memberships {
  constructor(
    private readonly groups: GroupRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * The person is in these groups of that source and in no other of it. Groups that are not here yet are added. Writes
   * nothing when nothing changed. Idempotent.
   */
  async keep(accountId: string, source: string, groups: readonly ForeignGroup[]): Promise<void> {
    const named = groups.flatMap(({ externalId, name }) => {
      const known = groupName(name);
      return known === undefined ? [] : [{ externalId, name: known }];
    });
    const fresh = { newId: () => this.ids.next(), nowMs: this.clock.nowMs() };
    const ids = new Set((await this.groups.keep(source, named, fresh)).values());
    const before = await this.groups.ofPerson(accountId);
    const had = new Set(before.filter((group) => group.source === source).map(({ id }) => id));
    const added = [...ids].filter((id) => !had.has(id));
    const ended = [...had].filter((id) => !ids.has(id));
    if (added.length + ended.length === 0) return;
    await this.database.inTransaction(async () => {
      for (const id of added) await this.groups.add(id, [accountId], fresh.nowMs);
      for (const id of ended) await this.groups.end(id, [accountId], fresh.nowMs);
    });
  }
}
