import type { Client } from 'ldapts';
import { escapeFilterValue, everybodyIn } from './directory.config.js';
import {
  BYTE_ATTRIBUTES,
  PERSON_ATTRIBUTES,
  personOf,
  type DirectoryPerson,
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

/** People who have all these words, each the beginning of one of theirs; the server chooses which, if there are more. */
export async function searchPeople(
  client: Client,
  { baseDn, userFilter }: { readonly baseDn: string; readonly userFilter: string },
  { words, limit }: { readonly words: readonly string[]; readonly limit: number },
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
    return searchEntries.slice(0, limit).map((entry) => personOf(readable(entry), entry.dn));
  return [];
}
