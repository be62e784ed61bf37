import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '../errors/app-error.js';
import type { DatabaseFailures } from './database-failures.js';
import type { DurableLog } from './durable-log.js';
import type { Snapshot } from './snapshot.js';
import type { StatementCache } from './statement-cache.js';
import { Turns } from './turns.js';

/** Whoever waits for a commit waits for no more transactions than this. */
const MOST_TRANSACTIONS = 64;
/** For so long transactions may join. Another process that wants to write waits for it. */
const JOINABLE_MS = 20;
/** How long a transaction waits for another process that writes. */
const PATIENCE_MS = 5_000;
const LONGEST_PAUSE_MS = 25;

const SAVEPOINT = 'savepoint member';
const RELEASE = 'release member';
const ROLLBACK_TO = 'rollback to member';
const ROLLBACK = 'rollback';
const COMMIT = 'commit';

export interface CommitFigures {
  transactions: number;
  commits: number;
  /** From the end of each transaction until it was durable, in all. */
  waitedMs: number;
}

/** The transactions that one transaction of SQLite carries. */
class Group {
  kept = 0;
  hasWritten = false;
  readonly #beganMs = performance.now();
  readonly #closed = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();

  constructor() {
    this.#ended.promise.catch(() => undefined);
  }

  get ageMs(): number {
    return performance.now() - this.#beganMs;
  }

  /** Resolves when another one can begin. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Resolves when what it wrote is durable, rejects when nothing of it counts. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  close(): void {
    this.#closed.resolve();
  }

  end(failure?: unknown): void {
    this.close();
    if (failure === undefined) this.#ended.resolve();
    else this.#ended.reject(failure);
  }
}

/** A transaction of somebody, in a group. */
export class Member {
  isOpen = true;

  constructor(
    readonly group: Group,
    readonly hasSavepoint: boolean,
  ) {}
}

export interface SharedCommitsParts {
  readonly writer: StatementCache;
  readonly snapshot: Snapshot;
  readonly failures: DatabaseFailures;
  /** Undefined: a commit is durable when SQLite has done it. */
  readonly log: DurableLog | undefined;
}

/**
 * Transactions that share commits. They run one after the other on one connection, each after the first of a group in
 * a savepoint. When nobody waits for a turn, or the group is full, one COMMIT ends them all, and each learns then
 * whether it is durable. One that fails is rolled back to its savepoint and harms none of the others. If SQLite ends
 * the transaction by itself (full or failing disk), or if the commit fails, all of the group fail.
 *
 * With a log, COMMIT does not wait for the disk: a thread syncs the log, and meanwhile the next group runs, which is
 * committed only afterwards. Until the log is synced, nobody sees what was committed: reads outside of transactions
 * have a snapshot from before, and what a transaction has seen it tells only when its own group is durable.
 */
export class SharedCommits {
  readonly figures: CommitFigures = { transactions: 0, commits: 0, waitedMs: 0 };
  readonly #turns = new Turns();
  #group: Group | undefined;
  #isRunning = false;
  #isScheduled = false;
  #syncing: Promise<void> | undefined;

  constructor(private readonly parts: SharedCommitsParts) {}

  /**
   * Waits for its turn. A single statement needs no savepoint: SQLite undoes it itself when it fails. End it with
   * `commit` or `rollback`.
   */
  async begin(isSingle = false): Promise<Member> {
    await this.#turns.take();
    try {
      while (this.#group !== undefined && this.#isFull(this.#group)) {
        this.#schedule();
        await this.#group.closed;
      }
      const group = this.#group ?? (await this.#newGroup());
      const hasSavepoint = this.#group !== undefined && !isSingle;
      if (hasSavepoint) this.#run(SAVEPOINT);
      this.#group = group;
      this.#isRunning = true;
      return new Member(group, hasSavepoint);
    } catch (error) {
      this.#pass();
      throw error;
    }
  }

  /** Resolves when it is durable. */
  async commit(member: Member): Promise<void> {
    const { endedBy } = this.parts.writer;
    if (endedBy !== undefined) throw endedBy;
    if (member.hasSavepoint) this.#run(RELEASE);
    member.isOpen = false;
    member.group.kept += 1;
    const fromMs = performance.now();
    this.#pass();
    await member.group.ended;
    this.figures.transactions += 1;
    this.figures.waitedMs += performance.now() - fromMs;
  }

  /** Rejects if what it may have seen of others is void. */
  async rollback(member: Member): Promise<void> {
    if (!member.isOpen) return;
    member.isOpen = false;
    const { group } = member;
    const isUndone = this.#undo(member);
    this.#pass();
    await (isUndone ? group.ended : this.#syncing);
  }

  /** Runs something that can be in no transaction, when none is open. */
  async alone<Result>(work: () => Result): Promise<Result> {
    await this.#turns.take();
    try {
      for (let group = this.#group; group !== undefined; group = this.#group) {
        this.#schedule();
        await group.closed;
      }
      await this.#syncing;
      return work();
    } finally {
      this.#turns.pass();
    }
  }

  /** False: the whole group is gone. */
  #undo({ group, hasSavepoint }: Member): boolean {
    const { writer } = this.parts;
    if (writer.endedBy === undefined && group.kept > 0) {
      if (!hasSavepoint) return true;
      try {
        this.#run(ROLLBACK_TO);
        this.#run(RELEASE);
        return true;
      } catch (error) {
        this.#abandon(group, error);
        return false;
      }
    }
    this.#abandon(group, writer.endedBy);
    return false;
  }

  #abandon(group: Group, failure: unknown): void {
    this.#run(ROLLBACK);
    this.#group = undefined;
    group.end(failure);
  }

  /** While the one before is synced, closing it would gain nothing. */
  #isFull(group: Group): boolean {
    if (group.kept >= MOST_TRANSACTIONS) return true;
    return this.#syncing === undefined && group.ageMs > JOINABLE_MS;
  }

  /** SQLite would wait for another process with a thread that has other things to do. */
  async #newGroup(): Promise<Group> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        this.#run('begin immediate');
        return new Group();
      } catch (error) {
        if (!isAppError(error, 'platform/database-busy') || performance.now() > giveUpAt)
          throw error;
      }
      await delay(Math.random() * pauseMs);
    }
  }

  #pass(): void {
    this.#isRunning = false;
    if (!this.#turns.isAnyWaiting) this.#schedule();
    this.#turns.pass();
  }

  /** Whoever is about to come in this turn of the event loop comes first. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#commitIfDue();
    });
  }

  /** The end of a running transaction, or of a sync, asks again. */
  #commitIfDue(): void {
    const group = this.#group;
    if (group === undefined || this.#isRunning || this.#syncing !== undefined) return;
    this.#group = undefined;
    this.#commitGroup(group);
  }

  #commitGroup(group: Group): void {
    const { log, snapshot, failures } = this.parts;
    try {
      if (log !== undefined && group.hasWritten) snapshot.hold();
      this.#run(COMMIT);
      this.figures.commits += 1;
    } catch (error) {
      this.#run(ROLLBACK);
      snapshot.release();
      group.end(error);
      return;
    }
    group.close();
    if (log === undefined || !(group.hasWritten || log.isSuspect)) return group.end();
    if (log.isToBeEmptied()) {
      snapshot.release();
      return group.end(failures.note(log.empty()));
    }
    this.#syncing = log.sync().then((failure) => this.#synced(group, failure));
  }

  #synced(group: Group, failure: unknown): void {
    this.#syncing = undefined;
    this.parts.snapshot.release();
    const { log, failures } = this.parts;
    const isLost =
      failure !== undefined && (this.#group !== undefined || log?.empty() !== undefined);
    group.end(isLost ? failures.note(failure) : undefined);
    this.#commitIfDue();
  }

  #run(sql: string): void {
    this.parts.writer.prepare(sql).run([]);
  }
}
