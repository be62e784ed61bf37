import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import { GroupJoined } from '../../platform/identity/key-events.js';
import { groupName, type ForeignGroup } from './group.js';
import type { GroupRepository } from './group.repository.js';

/** The groups that the directory or an OpenID provider says a person is in. */
export class Memberships {
  constructor(
    private readonly groups: GroupRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly events: DomainEvents,
  ) {}

  /**
   * The person is in these groups of that source and in no other of it. Groups that are not here yet are added. Writes
   * nothing when nothing changed. Idempotent.
   */
  async keep(accountId: string, source: string, groups: readonly ForeignGroup[]): Promise<void> {
    const nowMs = this.clock.nowMs();
    const ids = await this.know(source, groups);
    const before = await this.groups.ofPerson(accountId);
    const had = new Set(before.filter((group) => group.source === source).map(({ id }) => id));
    const added = [...ids].filter((id) => !had.has(id));
    const ended = [...had].filter((id) => !ids.has(id));
    if (added.length + ended.length === 0) return;
    await this.database.inTransaction(async () => {
      for (const id of added) await this.groups.add(id, [accountId], nowMs);
      for (const id of ended) await this.groups.end(id, [accountId], nowMs);
    });
    for (const id of added) this.events.publish(new GroupJoined(id, [accountId]));
  }

  /** The ids of these groups here; those that are not here yet are added, and have nobody in them. */
  async know(source: string, groups: readonly ForeignGroup[]): Promise<ReadonlySet<string>> {
    const named = groups.flatMap(({ externalId, name }) => {
      const known = groupName(name);
      return known === undefined ? [] : [{ externalId, name: known }];
    });
    const fresh = { newId: () => this.ids.next(), nowMs: this.clock.nowMs() };
    return new Set((await this.groups.keep(source, named, fresh)).values());
  }
}
