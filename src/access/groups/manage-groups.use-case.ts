import type { AuditDetail, AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import { stateOf } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { FoundGroup } from '../../platform/identity/groups.js';
import { GroupJoined } from '../../platform/identity/key-events.js';
import {
  groupNameTaken,
  invalidGroupName,
  noSuchGroup,
  notALocalGroup,
  unknownAccount,
} from '../access.errors.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { accountNamed, type NamedAccount } from '../accounts/named-account.js';
import { groupName, LOCAL, type StoredGroup } from './group.js';
import type { GroupPage, GroupRepository, MemberPage } from './group.repository.js';

export interface ManageGroupsParts {
  readonly groups: GroupRepository;
  readonly accounts: AccountRepository;
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditLog;
  readonly events: DomainEvents;
}

export interface FoundMembers {
  readonly members: readonly Account[];
  readonly state: string | undefined;
}

/**
 * For administrators; on the command line the actor is null. Groups of the directory and of providers are listed, and
 * changed only there.
 */
export class ManageGroups {
  constructor(private readonly parts: ManageGroupsParts) {}

  list(page: GroupPage): Promise<readonly FoundGroup[]> {
    return this.parts.groups.list(page);
  }

  /** Those of them that there are. */
  withIds(ids: readonly string[]): Promise<readonly FoundGroup[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.parts.groups.withIds(ids);
  }

  /** @throws access/no-such-group */
  async show(id: string): Promise<FoundGroup> {
    const [group] = await this.parts.groups.withIds([id]);
    if (group === undefined) throw noSuchGroup(id);
    return group;
  }

  /** Who is in it, by username. @throws access/no-such-group */
  async members(id: string): Promise<readonly Account[]> {
    await this.#stored(id);
    const accounts = await this.parts.accounts.withIds(await this.parts.groups.membersOf([id]));
    return accounts.toSorted((one, other) => (one.username < other.username ? -1 : 1));
  }

  /**
   * One page of them. `state` stands for all who are in it, on whatever page; undefined when this is the last page.
   * @throws access/no-such-group
   */
  async memberPage(id: string, { after, limit }: MemberPage): Promise<FoundMembers> {
    await this.#stored(id);
    const { accounts, groups } = this.parts;
    const ids = await groups.membersBy(id, { after, limit: limit + 1 });
    const named = new Map((await accounts.withIds(ids)).map((account) => [account.id, account]));
    const members = ids.slice(0, limit).flatMap((each) => named.get(each) ?? []);
    const isLast = ids.length <= limit;
    return {
      members,
      state: isLast ? undefined : stateOf((await groups.membersOf([id])).toSorted()),
    };
  }

  /** A local group. @throws access/no-such-group */
  async named(name: string): Promise<StoredGroup> {
    const group = await this.parts.groups.findLocal(groupName(name) ?? '');
    if (group === undefined) throw noSuchGroup(name);
    return group;
  }

  /** @throws access/invalid-group-name, access/group-name-taken */
  async add(actor: Actor | null, typed: string): Promise<FoundGroup> {
    const name = groupName(typed);
    if (name === undefined) throw invalidGroupName();
    const group: StoredGroup = {
      ...{ id: this.parts.ids.next(), name, source: LOCAL, externalId: null },
      createdAtMs: this.parts.clock.nowMs(),
    };
    await this.parts.database.inTransaction(async () => {
      if (!(await this.parts.groups.insert(group))) throw groupNameTaken(name);
      await this.#record(actor, group, { change: 'created' });
    });
    return { id: group.id, name, source: LOCAL, members: 0 };
  }

  /** What was shared with it is shared with nobody; open editors of its members end. @throws as `addMember` */
  async remove(actor: Actor | null, id: string): Promise<void> {
    await this.parts.database.inTransaction(async () => {
      const group = await this.#local(id);
      await this.parts.groups.remove(id, this.parts.clock.nowMs());
      await this.#record(actor, group, { change: 'removed' });
    });
  }

  /** @throws access/no-such-group, access/group-of-source, access/unknown-account */
  async addMember(actor: Actor | null, id: string, person: NamedAccount): Promise<void> {
    const joined = await this.parts.database.inTransaction(async () => {
      const group = await this.#local(id);
      const account = await this.#account(person);
      const added = await this.parts.groups.add(id, [account.id], this.parts.clock.nowMs());
      if (added > 0)
        await this.#record(actor, group, { change: 'member-added', person: account.username });
      return added > 0 ? account.id : undefined;
    });
    if (joined !== undefined) this.parts.events.publish(new GroupJoined(id, [joined]));
  }

  /** @throws as `addMember`; access/unknown-account also for somebody who is not in it */
  async removeMember(actor: Actor | null, id: string, person: NamedAccount): Promise<void> {
    await this.parts.database.inTransaction(async () => {
      const group = await this.#local(id);
      const account = await this.#account(person);
      const ended = await this.parts.groups.end(id, [account.id], this.parts.clock.nowMs());
      if (ended === 0) throw unknownAccount(person);
      await this.#record(actor, group, { change: 'member-removed', person: account.username });
    });
  }

  #record(actor: Actor | null, { id, name }: StoredGroup, detail: AuditDetail): Promise<void> {
    return this.parts.audit.record({
      ...{ action: 'group.changed', actor: actor?.id ?? null },
      object: { type: 'group', id },
      detail: { group: name, ...detail },
    });
  }

  async #stored(id: string): Promise<StoredGroup> {
    const group = await this.parts.groups.find(id);
    if (group === undefined) throw noSuchGroup(id);
    return group;
  }

  async #local(id: string): Promise<StoredGroup> {
    const group = await this.#stored(id);
    if (group.source !== LOCAL) throw notALocalGroup(group.name, group.source);
    return group;
  }

  async #account(named: NamedAccount): Promise<Account> {
    const account = await accountNamed(this.parts.accounts, named);
    if (account === undefined) throw unknownAccount(named);
    return account;
  }
}
