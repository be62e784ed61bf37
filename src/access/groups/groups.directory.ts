import { Logger } from '@nestjs/common';
import type { Directory } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { inTime } from '../../platform/concurrency/in-time.js';
import { isAppError } from '../../platform/errors/app-error.js';
import {
  Groups,
  type EndedMembership,
  type FoundGroup,
  type Group,
} from '../../platform/identity/groups.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { Account } from '../accounts/account.js';
import { DIRECTORY } from './group.js';
import type { Memberships } from './memberships.js';
import type { GroupRepository } from './group.repository.js';

/** Whoever types waits for it; known groups are found without the directory after that. */
const DIRECTORY_MS = 1500;

export interface AccountGroupsParts {
  readonly groups: GroupRepository;
  readonly accounts: AccountRepository;
  readonly memberships: Memberships;
  readonly clock: Clock;
  /** Not on the command line. */
  readonly directory?: Directory | undefined;
}

/** What other modules ask about groups, through the port in platform/identity. */
export class AccountGroups extends Groups {
  readonly #logger = new Logger(AccountGroups.name);

  constructor(private readonly parts: AccountGroupsParts) {
    super();
  }

  /** A group of the directory that somebody finds is known from then on. */
  async search(text: string, limit: number): Promise<readonly FoundGroup[]> {
    const start = text.trim();
    if (start === '') return [];
    const asked = () =>
      this.#asking(async (directory) => {
        const found = await directory.searchGroups(start, limit);
        const foreign = found.map(({ id, name }) => ({ externalId: id, name }));
        await this.parts.memberships.know(DIRECTORY, foreign);
      });
    await inTime(DIRECTORY_MS, asked, undefined);
    return this.parts.groups.startingWith(start, limit);
  }

  find(groupId: string): Promise<Group | undefined> {
    return this.parts.groups.find(groupId);
  }

  async named(groupIds: readonly string[]): Promise<ReadonlyMap<string, FoundGroup>> {
    const found = await this.parts.groups.withIds([...new Set(groupIds)]);
    return new Map(found.map((group) => [group.id, group]));
  }

  ofPerson(accountId: string): Promise<readonly Group[]> {
    return this.parts.groups.ofPerson(accountId);
  }

  membersOf(groupIds: readonly string[]): Promise<readonly string[]> {
    return this.parts.groups.membersOf(groupIds);
  }

  /** Adds who is in it; who left it is found when they are looked up themselves. */
  async refresh(groupId: string): Promise<void> {
    const { groups, accounts, clock } = this.parts;
    const group = await groups.find(groupId);
    if (group?.source !== DIRECTORY || group.externalId === null) return;
    const { externalId } = group;
    await this.#asking(async (directory) => {
      const people = await directory.membersOf(externalId);
      const ids = await accounts.idsOfDirectory(people);
      await groups.add(groupId, ids, clock.nowMs());
    });
  }

  endedSince(ms: number): Promise<readonly EndedMembership[]> {
    return this.parts.groups.endedSince(ms);
  }

  async #asking(work: (directory: Directory) => Promise<void>): Promise<void> {
    const { directory } = this.parts;
    if (directory === undefined) return;
    try {
      await work(directory);
    } catch (error) {
      const said = isAppError(error) ? error.code : 'failed';
      this.#logger.warn(`Groups of the directory could not be looked up: ${said}`);
    }
  }
}

/** The groups of the directory that a person is in, nested ones too. */
export class DirectoryMemberships {
  readonly #logger = new Logger(DirectoryMemberships.name);

  constructor(
    private readonly directory: Directory,
    private readonly memberships: Memberships,
  ) {}

  /** Never rejects: while the directory does not say, people are where they were. */
  async keep({ id, directoryId }: Pick<Account, 'id' | 'directoryId'>): Promise<void> {
    if (directoryId === null) return;
    try {
      const groups = await this.directory.groupsOf(directoryId);
      const foreign = groups.map((group) => ({ externalId: group.id, name: group.name }));
      await this.memberships.keep(id, DIRECTORY, foreign);
    } catch (error) {
      const said = isAppError(error) ? error.code : 'failed';
      this.#logger.warn(`The groups of account ${id} could not be looked up: ${said}`);
    }
  }
}
