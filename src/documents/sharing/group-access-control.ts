import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Group, Groups } from '../../platform/identity/groups.js';
import type { DocumentKeyrings } from '../../version-archive/index.js';
import type { Document, SharedRole } from '../document.js';
import type { DocumentShareRepository } from '../registry/document.repository.js';
import type { GroupShareRepository, HeldRights } from '../registry/group-share.repository.js';
import { rightsOf, takesAway, type ShareSwitches } from '../rights.js';
import type { GivenKeys, KeyGiving } from './key-giving.js';
import type { ShareRecords } from './share-records.js';

export interface GroupGrant {
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  /** Under zero-knowledge custody: the keyrings, sealed by a member to those of the group who have a key. */
  readonly keys?: GivenKeys | undefined;
}

export interface GroupAccessParts {
  readonly rows: {
    readonly groups: GroupShareRepository;
    readonly people: DocumentShareRepository;
    readonly held: HeldRights;
  };
  readonly giving: KeyGiving;
  readonly keyrings: DocumentKeyrings;
  readonly groups: Groups;
  readonly database: Database;
  readonly clock: Clock;
  readonly records: ShareRecords;
}

/** Grants and revokes access of groups: the rights and, under zero-knowledge custody, the keys. */
export class GroupAccessControl {
  constructor(private readonly parts: GroupAccessParts) {}

  /** True when members may do less than before. `documents/keyrings-needed` (unprocessable) as for a person. */
  async grant(
    by: string,
    document: Document,
    group: Group,
    grant: GroupGrant,
  ): Promise<'none' | 'raised' | 'reduced'> {
    let isResealed = false;
    const change = await this.parts.database.inTransaction(async () => {
      const { role, switches, keys } = grant;
      const before = await this.parts.rows.groups.find(document.id, group.id);
      if (document.custody === 'zero-knowledge' && (before === undefined || keys !== undefined)) {
        const members = await this.parts.groups.membersOf([group.id]);
        isResealed = await this.parts.giving.give(document, members, keys);
      }
      const [had, has] = [
        before && rightsOf(before.role, before.switches),
        rightsOf(role, switches),
      ];
      const isReduced = had !== undefined && takesAway(had, has);
      const isRaised = had === undefined || takesAway(has, had) || before?.role !== role;
      if (!isReduced && !isRaised) return 'none';
      const nowMs = this.parts.clock.nowMs();
      await this.parts.rows.people.lockRow(document.id);
      await this.parts.rows.groups.put({
        ...{ documentId: document.id, groupId: group.id, role, switches },
        createdAtMs: nowMs,
      });
      if (isReduced)
        await this.parts.rows.held.recordLoss(document.id, group.id, { may: had.may, atMs: nowMs });
      await this.parts.records.add('document.shared', by, document, {
        group: group.name,
        role,
        ...switches,
      });
      return isReduced ? 'reduced' : 'raised';
    });
    if (isResealed) await this.parts.keyrings.settle(document.id);
    return change;
  }

  /** False when it was not shared with that group. Members who have no other share lose access, and the key. */
  async revoke(
    by: string,
    document: Document,
    group: Pick<Group, 'id' | 'name'>,
  ): Promise<boolean> {
    let hasNewEpoch = false;
    const isRevoked = await this.parts.database.inTransaction(async () => {
      const share = await this.parts.rows.groups.find(document.id, group.id);
      if (share === undefined) return false;
      await this.parts.rows.groups.remove(document.id, group.id);
      const { may } = rightsOf(share.role, share.switches);
      const atMs = this.parts.clock.nowMs();
      await this.parts.rows.held.recordLoss(document.id, group.id, { may, atMs });
      if (document.custody === 'zero-knowledge') {
        const members = await this.parts.groups.membersOf([group.id]);
        hasNewEpoch = await this.parts.giving.withdraw(document, members);
      }
      await this.parts.records.add('document.unshared', by, document, { group: group.name });
      return true;
    });
    if (hasNewEpoch) await this.parts.keyrings.settle(document.id);
    return isRevoked;
  }
}
