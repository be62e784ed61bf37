import { randomUUID } from 'node:crypto';
import {
  EqualityFilter,
  ResultCodeError,
  type Client,
  type Entry,
  type SearchOptions,
} from 'ldapts';
import { Logger } from '@nestjs/common';
import type { Clock } from '../platform/clock/clock.js';
import { isAppError } from '../platform/errors/app-error.js';
import {
  bindRefusalIn,
  ambiguousUsername,
  directoryRefusesUs,
  directoryUnavailable,
  signInRefused,
} from './directory.errors.js';
import { connectToDirectory, type LdapLimits, KeptConnection } from './directory-socket.ldap.js';
import { type LdapSettings, filterFor } from './directory.config.js';
import { LdapGroups, readable } from './directory-groups.ldap.js';
import { readPicture, searchPeople } from './directory-search.ldap.js';
import { Directory, type DirectoryGroup } from './directory.js';
import {
  idAttribute,
  namesIn,
  PERSON_ATTRIBUTES,
  personOf,
  isOfDomain,
  BYTE_ATTRIBUTES,
  type DirectoryPerson,
  type DirectoryPicture,
} from './directory-person.js';

/** Result codes of RFC 4511, appendix A. */
const CODE = {
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  adminLimitExceeded: 11,
  noSuchObject: 32,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  busy: 51,
  unavailable: 52,
} as const;

const TRANSIENT: readonly number[] = [
  ...[CODE.timeLimitExceeded, CODE.adminLimitExceeded, CODE.busy, CODE.unavailable],
];
const WRONG_CREDENTIALS: readonly number[] = [
  ...[CODE.invalidCredentials, CODE.inappropriateAuthentication, CODE.noSuchObject],
];

const LIMITS: LdapLimits = { connectMs: 4000, operationMs: 6000 };

interface Found {
  readonly dn: string;
  readonly person: DirectoryPerson;
}

/**
 * Looks people up with the account of the settings on one kept connection, and tries each password on a new one: a
 * bind changes whose rights a connection has. Referrals are not followed.
 */
export class LdapDirectory extends Directory {
  readonly #kept: KeptConnection;
  readonly #groups: LdapGroups;
  readonly #logger = new Logger(LdapDirectory.name);

  constructor(
    private readonly settings: LdapSettings,
    private readonly clock: Clock,
    private readonly limits = LIMITS,
  ) {
    super();
    this.#kept = new KeptConnection(() => this.#openForLookUps(), clock);
    this.#groups = new LdapGroups((task) => this.#kept.use(task), settings.baseDn);
  }

  async authenticate(
    username: string,
    password: string,
  ): Promise<DirectoryPerson | 'wrong-credentials'> {
    // RFC 4513 5.1.2: a bind with a name and no password succeeds and proves nothing. To servers whose
    // texts end at a NUL, a password that begins with one is empty.
    if (password === '' || password.includes('\0')) return 'wrong-credentials';
    const found = await this.#answered(() => this.#lookUp(username));
    // An unknown name is handled like a wrong password, so that the duration does not show who exists.
    const dn = found?.dn ?? `CN=${randomUUID()},${this.settings.baseDn}`;
    const right = await this.#answered(() => this.#isRight(dn, password));
    if (!right || found === undefined) return 'wrong-credentials';
    if (!found.person.enabled) throw signInRefused('account-disabled');
    return found.person;
  }

  async find(username: string): Promise<DirectoryPerson | undefined> {
    return (await this.#answered(() => this.#lookUp(username)))?.person;
  }

  async findById(id: string): Promise<DirectoryPerson | undefined> {
    return this.#answered(async () => {
      const wanted = idAttribute(id);
      if (wanted === undefined) return undefined;
      const [entry, ...others] = await this.#search({
        scope: 'sub',
        filter: new EqualityFilter(wanted),
        attributes: [...PERSON_ATTRIBUTES],
        explicitBufferAttributes: [...BYTE_ATTRIBUTES],
      });
      if (entry === undefined || others.length > 0) return undefined;
      // LDAP_USER_FILTER is about names, so each of them is looked up with it.
      for (const name of namesIn(readable(entry))) {
        const person = (await this.#lookUp(name))?.person;
        if (person?.id === id) return person;
      }
      return undefined;
    });
  }

  search(words: readonly string[], limit: number): Promise<readonly DirectoryPerson[]> {
    return this.#answered(() =>
      this.#kept.use((client) =>
        searchPeople(client, this.settings, { words, limit, nowMs: this.clock.nowMs() }),
      ),
    );
  }

  pictureOf(id: string): Promise<DirectoryPicture | undefined> {
    return this.#answered(() =>
      this.#kept.use((client) => readPicture(client, this.settings.baseDn, id)),
    );
  }

  groupsOf(id: string): Promise<readonly DirectoryGroup[]> {
    return this.#answered(() => this.#groups.of(id));
  }

  searchGroups(text: string, limit: number): Promise<readonly DirectoryGroup[]> {
    return this.#answered(() => this.#groups.search(text, limit));
  }

  membersOf(groupId: string): Promise<readonly string[]> {
    return this.#answered(() => this.#groups.members(groupId));
  }

  async check(): Promise<void> {
    const options = { scope: 'base', attributes: ['1.1'] } as const;
    await this.#answered(() => this.#search({ ...options, attributes: [...options.attributes] }));
  }

  async close(): Promise<void> {
    await this.#kept.close();
  }

  async #lookUp(username: string): Promise<Found | undefined> {
    // To some servers a name ends at a NUL: two spellings would be one person.
    if (username === '' || username.includes('\0')) return undefined;
    const entries = await this.#named(username);
    if (entries.length > 1) throw ambiguousUsername(username);
    const [entry] = entries;
    // A bind without a name is nobody's.
    if (entry === undefined || entry.dn === '') return undefined;
    return { dn: entry.dn, person: personOf(readable(entry), username, this.clock.nowMs()) };
  }

  /** By `DOMAIN\\name`, or by a name as LDAP_USER_FILTER has it, and by mail address if nobody has that name. */
  async #named(typed: string): Promise<readonly Entry[]> {
    const [first = '', ...rest] = typed.split('\\');
    if (rest.length > 0) {
      const found = await this.#searchFor(this.settings.userFilter, rest.join('\\'));
      return found.filter((entry) => isOfDomain(readable(entry), first));
    }
    const found = await this.#searchFor(this.settings.userFilter, typed);
    const asksMail = found.length === 0 && typed.includes('@') && this.settings.mailFilter;
    return asksMail ? this.#searchFor(asksMail, typed) : found;
  }

  async #searchFor(filter: string, username: string): Promise<readonly Entry[]> {
    try {
      return await this.#search({
        scope: 'sub',
        filter: filterFor(filter, username),
        attributes: [...PERSON_ATTRIBUTES],
        explicitBufferAttributes: [...BYTE_ATTRIBUTES],
        // The second one proves that the name is not one person's.
        sizeLimit: 2,
      });
    } catch (error) {
      if (codeOf(error) === CODE.sizeLimitExceeded) throw ambiguousUsername(username);
      throw error;
    }
  }

  async #search(options: SearchOptions): Promise<readonly Entry[]> {
    const { searchEntries } = await this.#kept.use((client) =>
      client.search(this.settings.baseDn, options),
    );
    return searchEntries;
  }

  async #isRight(dn: string, password: string): Promise<boolean> {
    const client = await connectToDirectory(this.settings, this.limits);
    try {
      await client.bind(dn, password);
      return true;
    } catch (error) {
      if (!WRONG_CREDENTIALS.includes(codeOf(error) ?? -1)) throw error;
      const refusal = bindRefusalIn((error as Error).message);
      if (refusal !== undefined) throw signInRefused(refusal);
      return false;
    } finally {
      await client.unbind().catch(() => undefined);
    }
  }

  async #openForLookUps(): Promise<Client> {
    const client = await connectToDirectory(this.settings, this.limits);
    try {
      await client.bind(this.settings.bindDn, this.settings.bindPassword.reveal());
      return client;
    } catch (error) {
      await client.unbind().catch(() => undefined);
      throw error;
    }
  }

  /** Turns errors of the connection and the protocol into `directory/unavailable` or `directory/refuses-us`. */
  async #answered<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      if (isAppError(error)) throw error;
      const code = codeOf(error);
      const refuses = code !== undefined && !TRANSIENT.includes(code);
      const reason = reasonOf(error);
      this.#logger.warn(
        `The directory ${refuses ? 'refuses the request' : 'does not answer'}: ${reason}`,
      );
      throw (refuses ? directoryRefusesUs : directoryUnavailable)(reason, error);
    }
  }
}

const codeOf = (error: unknown): number | undefined =>
  error instanceof ResultCodeError ? error.code : undefined;

/** Some errors of sockets, those of several attempts at once, have a code and no words. */
function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || 'unknown';
}
