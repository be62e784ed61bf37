import type { Directory } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { cannotActForGone } from '../access.errors.js';
import { canonicalUsername } from '../accounts/account-name.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { DirectoryAccounts } from './directory-accounts.js';

const RECHECK_AFTER_MS = 5 * 60_000;

/** Of the directory's people. */
export interface StandingOptions {
  /** Brings their groups up to date. */
  readonly keepGroups?: (account: Account) => Promise<void>;
  /** Default: five minutes. */
  readonly afterMs?: number;
}

const MAX_ENTRIES = 10_000;

/**
 * Ends the tokens of people who were disabled in the directory or removed from it, within minutes instead of the
 * hours that a token is valid, and keeps their groups up to date. No request waits for the answer, and an unreachable directory signs nobody out.
 */
export class DirectoryStanding {
  readonly #askedAtMs = new Map<string, number>();
  readonly #gone = new Set<string>();
  /** Questions under way. */
  readonly #asking = new Map<string, Promise<void>>();

  constructor(
    private readonly directory: Directory,
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
    private readonly people: DirectoryAccounts,
    private readonly options: StandingOptions = {},
  ) {}

  /** Asks the directory in the background, at most every five minutes (LDAP_REFRESH_SECONDS) for each person. */
  recheck(accountId: string): void {
    void this.#askIfDue(accountId);
  }

  /**
   * For whoever acts for the person without a sign-in of theirs, which would end. Asks as `recheck` does; what the
   * directory said last counts until it says something else.
   * @throws access/cannot-act-for
   */
  refuseGone(accountId: string): void {
    this.recheck(accountId);
    if (this.#gone.has(accountId)) throw cannotActForGone();
  }

  /** As `refuseGone`, but waits for the directory if it has to be asked. */
  async isGone(accountId: string): Promise<boolean> {
    await this.#askIfDue(accountId);
    return this.#gone.has(accountId);
  }

  async #askIfDue(accountId: string): Promise<void> {
    const now = this.clock.monotonicMs();
    const askedAt = this.#askedAtMs.get(accountId);
    if (askedAt !== undefined && now - askedAt < this.#afterMs) return this.#asking.get(accountId);
    if (this.#askedAtMs.size >= MAX_ENTRIES) this.#forgetAll();
    this.#askedAtMs.set(accountId, now);
    const asking = this.#endIfGone(accountId)
      // The directory has logged the reason; the next recheck tries again.
      .catch(() => undefined)
      .finally(() => this.#asking.delete(accountId));
    this.#asking.set(accountId, asking);
    await asking;
  }

  #forgetAll(): void {
    this.#askedAtMs.clear();
    this.#gone.clear();
  }

  get #afterMs(): number {
    return this.options.afterMs ?? RECHECK_AFTER_MS;
  }

  async #endIfGone(accountId: string): Promise<void> {
    const account = await this.accounts.byId(accountId);
    if (account?.origin !== 'directory') return;
    const { directoryId, username } = account;
    // By id: the name may have changed, or belong to somebody else by now.
    const person = await (directoryId === null
      ? this.directory.find(username)
      : this.directory.findById(directoryId));
    if (person?.enabled === true) this.#gone.delete(accountId);
    else {
      this.#gone.add(accountId);
      await this.accounts.endTokens(accountId);
      return;
    }
    await this.options.keepGroups?.(account);
    // A name that changed there changes here.
    if (canonicalUsername(person.username) !== username) await this.people.keep(person);
  }
}
