/** Many people under one name. */
export interface Group {
  /** Never reused; opaque. */
  readonly id: string;
  readonly name: string;
  /** `local`, `directory`, or the name of an OpenID provider. */
  readonly source: string;
}

export interface FoundGroup extends Group {
  /** How many accounts here are in it. */
  readonly members: number;
}

/** Somebody is no longer in a group. */
export interface EndedMembership {
  readonly groupId: string;
  readonly accountId: string;
  readonly endedAtMs: number;
}

/** Groups of people. Implemented by `access`, for modules that may not import it. Removed groups are unknown. */
export abstract class Groups {
  /** Groups whose name starts with that text, or has a word that does, by name; the directory's own are asked for as well. */
  abstract search(text: string, limit: number): Promise<readonly FoundGroup[]>;

  abstract find(groupId: string): Promise<Group | undefined>;

  /** In one query; unknown ids are left out. */
  abstract named(groupIds: readonly string[]): Promise<ReadonlyMap<string, FoundGroup>>;

  /** By name. */
  abstract ofPerson(accountId: string): Promise<readonly Group[]>;

  /** Account ids of everybody in one of these groups, each once. */
  abstract membersOf(groupIds: readonly string[]): Promise<readonly string[]>;

  /** Brings the members of a group of the directory up to date. Best effort: an unreachable directory is no failure. */
  abstract refresh(groupId: string): Promise<void>;

  /** Memberships that ended after that moment, whoever ended them. */
  abstract endedSince(ms: number): Promise<readonly EndedMembership[]>;
}

/**
 * The rows of memberships. `access` alone writes them; `documents` joins them in its queries, so that a list of
 * documents is one statement and what a person may do is decided by the membership of that very moment. A membership
 * that ended keeps its row.
 */
export interface MembershipsTable {
  group_id: string;
  account_id: string;
  /** Milliseconds. */
  since: number;
  ended_at: number | null;
}
