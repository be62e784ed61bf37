import { EqualityFilter, type Client } from 'ldapts';
import { escapeFilterValue, everybodyIn } from './directory.config.js';
import {
  BYTE_ATTRIBUTES,
  idAttribute,
  PERSON_ATTRIBUTES,
  personOf,
  PICTURE_ATTRIBUTE,
  pictureIn,
  type DirectoryPerson,
  type DirectoryPicture,
} from './directory-person.js';
import { readable } from './directory-groups.ldap.js';

/** Of each, the beginning. Servers have indexes of these; in the middle of a value they read all of them. */
const NAMES = [
  'sAMAccountName',
  'uid',
  'givenName',
  'sn',
  'displayName',
  'cn',
  'mail',
  'department',
];
/** Of these, the beginning of any word. */
const SENTENCES = ['displayName', 'department'];
/** Seconds. Whoever types does not wait longer. */
const TIME_LIMIT = 3;

export interface PeopleWanted {
  readonly words: readonly string[];
  readonly limit: number;
  readonly nowMs: number;
}

/** People who have all these words, each the beginning of one of theirs; the server chooses which, if there are more. */
export async function searchPeople(
  client: Client,
  { baseDn, userFilter }: { readonly baseDn: string; readonly userFilter: string },
  { words, limit, nowMs }: PeopleWanted,
): Promise<readonly DirectoryPerson[]> {
  const has = words.map(escapeFilterValue).map((word) => {
    const starts = NAMES.map((name) => `(${name}=${word}*)`);
    const within = SENTENCES.map((name) => `(${name}=* ${word}*)`);
    return `(|${[...starts, ...within].join('')})`;
  });
  const pages = client.searchPaginated(baseDn, {
    ...{ scope: 'sub', filter: `(&${everybodyIn(userFilter)}${has.join('')})` },
    attributes: [...PERSON_ATTRIBUTES],
    explicitBufferAttributes: [...BYTE_ATTRIBUTES],
    ...{ timeLimit: TIME_LIMIT, paged: { pageSize: limit } },
  });
  for await (const { searchEntries } of pages)
    return searchEntries.slice(0, limit).map((entry) => personOf(readable(entry), entry.dn, nowMs));
  return [];
}

/** Asked for alone: no list of people carries their photos. */
export async function readPicture(
  client: Client,
  baseDn: string,
  id: string,
): Promise<DirectoryPicture | undefined> {
  const wanted = idAttribute(id);
  if (wanted === undefined) return undefined;
  const { searchEntries } = await client.search(baseDn, {
    ...{ scope: 'sub', filter: new EqualityFilter(wanted), timeLimit: TIME_LIMIT },
    ...{ attributes: [PICTURE_ATTRIBUTE], explicitBufferAttributes: [PICTURE_ATTRIBUTE] },
  });
  const [entry, ...others] = searchEntries;
  return entry === undefined || others.length > 0 ? undefined : pictureIn(readable(entry));
}
