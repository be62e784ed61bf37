import type { EndedMembership, FoundGroup, Group } from '../../platform/identity/groups.js';
import type { ForeignGroup, StoredGroup } from './group.js';

export interface GroupPage {
  /** Part of a name. */
  readonly search: string | undefined;
  /** The last of the page before. */
  readonly after: Pick<StoredGroup, 'name' | 'id'> | undefined;
  readonly limit: number;
}

export interface MemberPage {
  /** The username of the last of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Groups and who is in them. Every method joins the ambient transaction. Removed groups are not found. */
export abstract class GroupRepository {
  /** False when a local group has that name. */
  abstract insert(group: StoredGroup): Promise<boolean>;
  abstract find(id: string): Promise<StoredGroup | undefined>;
  abstract findLocal(name: string): Promise<StoredGroup | undefined>;
  abstract withIds(ids: readonly string[]): Promise<readonly FoundGroup[]>;
  /** By name. */
  abstract list(page: GroupPage): Promise<readonly FoundGroup[]>;
  /** By name: whose name, or a word of it, starts with that text. */
  abstract startingWith(text: string, limit: number): Promise<readonly FoundGroup[]>;
  /** Ends all memberships. */
  abstract remove(id: string, nowMs: number): Promise<void>;

  /**
   * The ids of those groups of a source, by their id there; those that are not here get an id from `newId`, those with
   * another name are renamed.
   */
  abstract keep(
    source: string,
    groups: readonly ForeignGroup[],
    fresh: { readonly newId: () => string; readonly nowMs: number },
  ): Promise<ReadonlyMap<string, string>>;

  /** By name. */
  abstract ofPerson(accountId: string): Promise<readonly Group[]>;
  /** Account ids, each once. */
  abstract membersOf(groupIds: readonly string[]): Promise<readonly string[]>;
  /** Account ids by username: those after that one. */
  abstract membersBy(groupId: string, page: MemberPage): Promise<readonly string[]>;
  /** Those who were not in it. */
  abstract add(groupId: string, accountIds: readonly string[], nowMs: number): Promise<number>;
  /** How many were in it. */
  abstract end(groupId: string, accountIds: readonly string[], nowMs: number): Promise<number>;
  abstract endedSince(ms: number): Promise<readonly EndedMembership[]>;
}
