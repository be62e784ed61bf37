import { stateOf } from '../../platform/http/paging.js';

interface WithPerson {
  readonly username: string;
}
interface WithGroup {
  readonly group: { readonly id: string; readonly name: string };
}

/** The last of a page: a person, or a group. */
export type SharePosition = WithPerson | { readonly groupName: string; readonly groupId: string };

/** People by username, then groups by name and id. */
export interface SharePage<Person, Group> {
  readonly shares: readonly Person[];
  readonly groups: readonly Group[];
  /** Undefined after the last page. */
  readonly next: SharePosition | undefined;
  /** Of all shares, on whatever page. */
  readonly state: string;
}

/** `limit` counts people and groups together. A share that ends in between makes no other one missing or come twice. */
export function sharePage<Person extends WithPerson, Group extends WithGroup>(
  all: { readonly shares: readonly Person[]; readonly groups: readonly Group[] },
  { after, limit }: { readonly after: SharePosition | undefined; readonly limit: number },
): SharePage<Person, Group> {
  const people = all.shares.filter((share) => isPersonAfter(share, after));
  const others = all.groups.filter((share) => isGroupAfter(share, after));
  const shares = people.slice(0, limit);
  const groups = others.slice(0, limit - shares.length);
  const isLast = people.length + others.length <= limit;
  return {
    ...{ shares, groups },
    next: isLast ? undefined : positionOf(shares.at(-1), groups.at(-1)),
    state: stateOf([all.shares, all.groups]),
  };
}

function isPersonAfter({ username }: WithPerson, after: SharePosition | undefined): boolean {
  if (after === undefined) return true;
  return 'username' in after && username > after.username;
}

function isGroupAfter({ group }: WithGroup, after: SharePosition | undefined): boolean {
  if (after === undefined || 'username' in after) return true;
  if (group.name !== after.groupName) return group.name > after.groupName;
  return group.id > after.groupId;
}

function positionOf(
  person: WithPerson | undefined,
  share: WithGroup | undefined,
): SharePosition | undefined {
  if (share !== undefined) return { groupName: share.group.name, groupId: share.group.id };
  return person && { username: person.username };
}
