import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import type SQLite from 'better-sqlite3';
import { databaseDiskFailed, errorFromSqlite } from './database.errors.js';

/** SQLite's own limit, about four megabytes: a longer log makes reading slower. */
const MOST_PAGES = 1000;

const synced = promisify(fdatasync);

interface Emptied {
  readonly busy: number;
}

/**
 * SQLite's write-ahead log, made durable outside the event loop. COMMIT writes to it without waiting for the disk
 * (`synchronous = NORMAL`); what is in it counts once `sync` has resolved.
 *
 * A sync that failed says nothing about what a later one does: the system reports lost pages once. The log is then
 * suspect, and each commit counts only when everything was copied to the database file, until the log is begun anew.
 *
 * SQLite writes on into a file that somebody removed, and the next start would not find it. A log without a name is
 * suspect for as long as we run; of a database file without its name nothing counts.
 */
export class DurableLog {
  readonly #fd: number;
  readonly #length: SQLite.Statement;
  /** Not a descriptor of our own: closing it would end SQLite's locks on that file. */
  readonly #inode: bigint | undefined;
  #isSuspect = false;
  #isRemoved = false;

  /** The connection that writes. */
  constructor(
    private readonly sqlite: SQLite.Database,
    private readonly file: string,
  ) {
    this.#inode = inodeOf(file);
    // In rows as lists: names of columns are looked up at each call, for a pragma.
    this.#length = sqlite.prepare('pragma wal_checkpoint(noop)').raw();
    // It keeps its name and its inode while a connection is open.
    this.#fd = openSync(`${file}-wal`, 'r+');
  }

  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  /** Resolves with the failure, if there is one. */
  async sync(): Promise<unknown> {
    try {
      await synced(this.#fd);
      return this.#failureOfFile();
    } catch (cause) {
      this.#isSuspect = true;
      return failed(cause);
    }
  }

  /** Looking takes some microseconds. */
  isToBeEmptied(): boolean {
    this.#isSuspect ||= this.#isLogRemoved();
    if (this.#isSuspect) return true;
    const [, pages = 0] = this.#length.get() as number[];
    return pages >= MOST_PAGES;
  }

  /**
   * Makes what was committed durable in the database file, so that the next commit begins the log anew. Returns the
   * failure, if there is one. While another connection reads an old state, the log stays, which is none.
   * To be called while no transaction is open.
   */
  empty(): unknown {
    try {
      const mode = this.#isSuspect ? 'truncate' : 'passive';
      if (!this.#isSuspect) fdatasyncSync(this.#fd);
      const [{ busy }] = this.sqlite.pragma(`wal_checkpoint(${mode})`) as [Emptied];
      if (this.#isSuspect && busy !== 0) return failed({ code: 'SQLITE_BUSY' });
      this.#isSuspect = false;
      return this.#failureOfFile();
    } catch (cause) {
      this.#isSuspect = true;
      const error = errorFromSqlite(cause);
      return error === cause ? failed(cause) : error;
    }
  }

  #isLogRemoved(): boolean {
    if (this.#isRemoved || fstatSync(this.#fd).nlink > 0) return this.#isRemoved;
    this.#isRemoved = true;
    new Logger('Database').error({
      msg: 'The log of the database was removed. Nothing is lost, but each change takes longer: restart the server',
      file: `${this.file}-wal`,
    });
    return true;
  }

  #failureOfFile(): unknown {
    return inodeOf(this.file) === this.#inode ? undefined : failed({ code: 'moved or removed' });
  }

  close(): void {
    closeSync(this.#fd);
  }
}

const inodeOf = (file: string): bigint | undefined =>
  statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;

const failed = (cause: unknown): unknown =>
  databaseDiskFailed((cause as NodeJS.ErrnoException).code ?? 'fdatasync', cause);
