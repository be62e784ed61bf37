import type { Directory } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { AccountRepository } from '../accounts/account.repository.js';

const ASKED_AGAIN_AFTER_MS = 5 * 60_000;
const MAX_ENTRIES = 10_000;

/**
 * Tokens live for hours; whoever is switched off in the directory or leaves it loses theirs within minutes.
 * No request waits for the answer, and a directory that is down throws nobody out.
 */
export class DirectoryStanding {
  readonly #askedAtMs = new Map<string, number>();

  constructor(
    private readonly directory: Directory,
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
  ) {}

  /** Asks in the background if it is time; `username` is canonical. */
  recheck(username: string): void {
    const now = this.clock.monotonicMs();
    const askedAt = this.#askedAtMs.get(username);
    if (askedAt !== undefined && now - askedAt < ASKED_AGAIN_AFTER_MS) return;
    if (this.#askedAtMs.size >= MAX_ENTRIES) this.#askedAtMs.clear();
    this.#askedAtMs.set(username, now);
    this.#endIfGone(username).catch(() => {
      // Cannot be said now: the directory has logged why. Next time then.
    });
  }

  async #endIfGone(username: string): Promise<void> {
    const account = await this.accounts.find(username);
    if (account?.origin !== 'directory') return;
    const { directoryId } = account;
    // By who they are: their name may be another one by now, and somebody else's.
    const person = await (directoryId === null
      ? this.directory.find(username)
      : this.directory.findById(directoryId));
    if (person?.enabled !== true) await this.accounts.endTokens(username);
  }
}
