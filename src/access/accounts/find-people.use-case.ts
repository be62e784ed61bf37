import type { Directory, DirectoryPerson } from '../../directory/index.js';
import { Bulkhead } from '../../platform/concurrency/bulkhead.js';
import { inTime } from '../../platform/concurrency/in-time.js';
import type { FoundGroup, Groups } from '../../platform/identity/groups.js';
import type { PersonKeys } from '../../platform/identity/people.js';
import { canonicalUsername } from './account-name.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { askedWords } from './person-words.js';

export interface FoundPerson {
  /** The account's; null for somebody whom only the directory knows. */
  readonly id: string | null;
  readonly username: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly department: string | null;
  readonly hasAccount: boolean;
  readonly hasKey: boolean;
}

export interface FoundPeople {
  readonly people: readonly FoundPerson[];
  readonly groups: readonly FoundGroup[];
  /** The directory did not answer in time: there may be others. */
  readonly isIncomplete: boolean;
}

/** Whoever types waits for it; those with an account are shown without the directory after that. */
const DIRECTORY_MS = 1500;
/** A search for each letter that somebody types must not become a queue at the directory. */
const AT_ONCE = 4;
const QUEUE = 8;

export interface FindPeopleParts {
  readonly accounts: AccountRepository;
  readonly keys: PersonKeys;
  readonly groups: Groups;
  /** Undefined on the command line. */
  readonly directory: Directory | undefined;
}

/** Finds people by the beginnings of words of their name, mail address or department: accounts and the directory. */
export class FindPeople {
  readonly #bulkhead = new Bulkhead(AT_ONCE, QUEUE, () => new Error('too many searches'));

  constructor(private readonly parts: FindPeopleParts) {}

  /** At most `limit` people and as many groups; nobody for a text without a letter or digit. */
  async execute(text: string, limit: number): Promise<FoundPeople> {
    const asked = askedWords(text);
    if (asked.length === 0) return { people: [], groups: [], isIncomplete: false };
    const { accounts, groups } = this.parts;
    const [own, foreign, found] = await Promise.all([
      accounts.startingWith(text, limit),
      this.#inDirectory(asked, limit),
      groups.search(text, limit),
    ]);
    const people = await this.#merged(own, foreign ?? []);
    return { people: people.slice(0, limit), groups: found, isIncomplete: foreign === undefined };
  }

  async #inDirectory(
    words: readonly string[],
    limit: number,
  ): Promise<readonly DirectoryPerson[] | undefined> {
    const { directory } = this.parts;
    if (directory === undefined) return [];
    const search = () => this.#bulkhead.run(() => directory.search(words, limit));
    return inTime(DIRECTORY_MS, search, undefined);
  }

  /** A person of the directory is their account if they have one, whatever it is called here. */
  async #merged(
    own: readonly Account[],
    foreign: readonly DirectoryPerson[],
  ): Promise<readonly FoundPerson[]> {
    const { accounts, keys } = this.parts;
    const ids = await accounts.idsOfDirectory(foreign.flatMap(({ id }) => id ?? []));
    const bound = await accounts.withIds(ids);
    const isBound = new Set(bound.map(({ directoryId }) => directoryId));
    const strangers = foreign.flatMap((person) => {
      const username = canonicalUsername(person.username);
      const isKnown = person.id === undefined || isBound.has(person.id);
      return username === undefined || isKnown || !person.enabled ? [] : [{ username, person }];
    });
    const taken = await accounts.findAll(strangers.map(({ username }) => username));
    // Whose name it is here: the person of the directory cannot have it.
    const names = new Set(taken.map(({ username }) => username));
    const enabled = bound.filter(({ disabled }) => !disabled);
    const known = new Map([...own, ...enabled].map((one) => [one.id, one]));
    const recipients = await keys.recipientsOf([...known.keys()]);
    return [
      ...[...known.values()].map((account) => ofAccount(account, recipients.has(account.id))),
      ...strangers
        .filter(({ username }) => !names.has(username))
        .map(({ username, person }) => ofDirectory(username, person)),
    ].toSorted(byName);
  }
}

const byName = (one: FoundPerson, other: FoundPerson): number =>
  one.displayName.localeCompare(other.displayName) || (one.username < other.username ? -1 : 1);

/** Somebody awaited has not come yet. */
const ofAccount = (account: Account, hasKey: boolean): FoundPerson => ({
  ...{ id: account.id, username: account.username, displayName: account.displayName },
  ...{ mail: account.mail, department: account.department, hasKey },
  hasAccount: account.origin !== 'awaited',
});

const ofDirectory = (username: string, person: DirectoryPerson): FoundPerson => ({
  ...{ id: null, username, displayName: person.displayName, mail: person.mail ?? null },
  ...{ department: person.department ?? null, hasAccount: false, hasKey: false },
});
