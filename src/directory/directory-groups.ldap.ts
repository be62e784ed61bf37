import { EqualityFilter, OrFilter, type Client, type Entry, type Filter } from 'ldapts';
import { escapeFilterValue } from './directory.config.js';
import type { DirectoryGroup } from './directory.js';
import {
  BYTE_ATTRIBUTES,
  entryId,
  idAttribute,
  sidOf,
  type DirectoryEntry,
} from './directory-person.js';

type Use = <Result>(task: (client: Client) => Promise<Result>) => Promise<Result>;

/** All groups of a member, nested ones too: Active Directory computes their SIDs, for one entry at a time. */
const TOKEN_GROUPS = 'tokenGroups';
const ANY_GROUP =
  '(|(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames))';
/** Groups of the machine, the same in every domain: nobody shares with `Users` or `Guests` of a server. */
const BUILTIN = 'S-1-5-32-';

const ATTRIBUTES = [...BYTE_ATTRIBUTES, 'entryUUID', 'displayName', 'cn'];
const MEMBER_ATTRIBUTES = [...BYTE_ATTRIBUTES, 'entryUUID', 'objectClass'];
/** Servers answer a thousand entries at a time, as they come from the box. */
const PAGE = 500;
const AT_ONCE = 100;
/** Without `tokenGroups`, groups of groups are followed this far. */
const MOST_LEVELS = 10;

/** Reads groups on the connection for look-ups. */
export class LdapGroups {
  constructor(
    private readonly use: Use,
    private readonly baseDn: string,
  ) {}

  async of(personId: string): Promise<readonly DirectoryGroup[]> {
    const dn = await this.#dnOf(personId);
    if (dn === undefined) return [];
    const { searchEntries } = await this.use((client) =>
      client.search(dn, {
        ...{ scope: 'base', attributes: [TOKEN_GROUPS] },
        explicitBufferAttributes: [TOKEN_GROUPS],
      }),
    );
    const values = [searchEntries[0]?.[TOKEN_GROUPS] ?? []].flat();
    const sids = values.flatMap((value) => (typeof value === 'string' ? [] : [value]));
    return sids.length > 0 ? this.#named(sids) : this.#upwards(dn);
  }

  async search(text: string, limit: number): Promise<readonly DirectoryGroup[]> {
    const start = escapeFilterValue(text);
    const names = ['cn', 'displayName'].map(
      (name) => `(${name}=${start}*)(${name}=* ${start}*)(${name}=*-${start}*)`,
    );
    return this.use(async (client) => {
      const options = { scope: 'sub', filter: `(&${ANY_GROUP}(|${names.join('')}))` } as const;
      const pages = client.searchPaginated(this.baseDn, {
        ...{ ...options, attributes: ATTRIBUTES, explicitBufferAttributes: [...BYTE_ATTRIBUTES] },
        paged: { pageSize: Math.min(limit * 2, PAGE) },
      });
      for await (const { searchEntries } of pages) return groupsIn(searchEntries).slice(0, limit);
      return [];
    });
  }

  /** Ids of the people in it, and in the groups within it; every answer comes in pages. */
  async members(groupId: string): Promise<readonly string[]> {
    const dn = await this.#dnOf(groupId);
    const people = new Set<string>();
    const seen = new Set<string>();
    const groups = dn === undefined ? [] : [dn];
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      if (seen.has(group)) continue;
      seen.add(group);
      const filter = `(memberOf=${escapeFilterValue(group)})`;
      for (const entry of await this.#all(filter, [...MEMBER_ATTRIBUTES])) {
        const id = entryId(readable(entry));
        if (isGroup(entry)) groups.push(entry.dn);
        else if (id !== undefined) people.add(id);
      }
    }
    return [...people];
  }

  async #dnOf(id: string): Promise<string | undefined> {
    const wanted = idAttribute(id);
    if (wanted === undefined) return undefined;
    const { searchEntries } = await this.use((client) =>
      client.search(this.baseDn, {
        ...{ scope: 'sub', filter: new EqualityFilter(wanted), attributes: ['1.1'] },
      }),
    );
    return searchEntries.length === 1 ? searchEntries[0]?.dn : undefined;
  }

  async #named(sids: readonly Buffer[]): Promise<readonly DirectoryGroup[]> {
    const own = sids.filter((sid) => sidOf(sid)?.startsWith(BUILTIN) === false);
    const found: DirectoryGroup[] = [];
    for (let from = 0; from < own.length; from += AT_ONCE) {
      const some = own.slice(from, from + AT_ONCE);
      const filters = some.map((value) => new EqualityFilter({ attribute: 'objectSid', value }));
      found.push(...groupsIn(await this.#all(new OrFilter({ filters }), ATTRIBUTES)));
    }
    return found;
  }

  /** For directories that do not compute it: who has it as a member, and so on. */
  async #upwards(dn: string): Promise<readonly DirectoryGroup[]> {
    const seen = new Map<string, Entry>();
    let level: readonly string[] = [dn];
    for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth++) {
      const next: string[] = [];
      for (const member of level) {
        const of = escapeFilterValue(member);
        const entries = await this.#all(
          `(&${ANY_GROUP}(|(member=${of})(uniqueMember=${of})))`,
          ATTRIBUTES,
        );
        for (const entry of entries.filter((one) => !seen.has(one.dn))) {
          seen.set(entry.dn, entry);
          next.push(entry.dn);
        }
      }
      level = next;
    }
    return groupsIn([...seen.values()]);
  }

  #all(filter: string | Filter, attributes: string[]): Promise<readonly Entry[]> {
    return this.use(async (client) => {
      const { searchEntries } = await client.search(this.baseDn, {
        ...{ scope: 'sub', filter, attributes, paged: { pageSize: PAGE } },
        explicitBufferAttributes: [...BYTE_ATTRIBUTES],
      });
      return searchEntries;
    });
  }
}

const isGroup = (entry: Entry): boolean =>
  [entry.objectClass ?? []].flat().some((name) => /^group/i.test(String(name)));

const groupsIn = (entries: readonly Entry[]): readonly DirectoryGroup[] =>
  entries.flatMap((entry) => {
    const read = readable(entry);
    const [id, name] = [entryId(read), nameIn(read)];
    return id === undefined || name === undefined || id.startsWith(BUILTIN) ? [] : [{ id, name }];
  });

function nameIn(entry: DirectoryEntry): string | undefined {
  for (const attribute of ['displayname', 'cn']) {
    const value = entry.get(attribute)?.find((one) => typeof one === 'string');
    if (value !== undefined && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** An entry as the library has it. */
export const readable = (entry: Entry): DirectoryEntry =>
  new Map(
    Object.entries(entry).map(([name, values]) => [
      name.toLowerCase(),
      Array.isArray(values) ? values : [values],
    ]),
  );
