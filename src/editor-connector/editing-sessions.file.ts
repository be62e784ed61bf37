import { renameSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../platform/clock/clock.js';
import { SESSION_ID, sessionFrom } from './editing-session-record.js';
import { EditingSessions, type EditingSession } from './editing-sessions.js';

/** A record is about 400 bytes; this many are an hour of thirty openings a second. */
const MAX_SESSIONS = 100_000;

/** One small file a session, in a folder that only this server's user may enter. */
export class FileEditingSessions extends EditingSessions {
  /** Ids by expiry, in the order they were kept: what to remove next is always at the front. */
  readonly #expiries = new Map<string, number>();

  private constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly maxSessions: number,
  ) {
    super();
  }

  static async in(
    folder: string,
    clock: Clock,
    maxSessions = MAX_SESSIONS,
  ): Promise<FileEditingSessions> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const sessions = new FileEditingSessions(folder, clock, maxSessions);
    await sessions.#load();
    return sessions;
  }

  async keep(session: EditingSession): Promise<void> {
    const path = this.#pathOf(session.sessionId);
    // Renamed into place: a reader sees the whole record or none. No fsync: what a power cut takes, people reopen.
    // Synchronous: these few system calls on cached pages take less time than handing them to another thread.
    writeFileSync(`${path}.new`, JSON.stringify(session), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    this.#expiries.set(session.sessionId, session.expiresAtMs);
    if (this.#expiries.size > this.maxSessions) await this.#removeOldest();
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    if (!SESSION_ID.test(sessionId)) return undefined;
    const session = await this.#read(sessionId);
    return session !== undefined && session.expiresAtMs > this.clock.nowMs() ? session : undefined;
  }

  async sweep(): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const [sessionId, expiresAtMs] of this.#expiries) {
      if (expiresAtMs <= nowMs) await this.#remove(sessionId);
    }
  }

  /** What an earlier run left: records are taken over, anything else in the folder is removed. */
  async #load(): Promise<void> {
    const found: EditingSession[] = [];
    for (const name of await readdir(this.folder)) {
      const session = SESSION_ID.test(name) ? await this.#read(name) : undefined;
      if (session === undefined)
        await rm(join(this.folder, name), { recursive: true, force: true });
      else found.push(session);
    }
    found.sort((a, b) => a.expiresAtMs - b.expiresAtMs);
    for (const { sessionId, expiresAtMs } of found) this.#expiries.set(sessionId, expiresAtMs);
    await this.sweep();
  }

  async #read(sessionId: string): Promise<EditingSession | undefined> {
    try {
      return sessionFrom(await readFile(this.#pathOf(sessionId), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async #removeOldest(): Promise<void> {
    const [oldest] = this.#expiries.keys();
    if (oldest !== undefined) await this.#remove(oldest);
  }

  async #remove(sessionId: string): Promise<void> {
    this.#expiries.delete(sessionId);
    await rm(this.#pathOf(sessionId), { force: true });
  }

  #pathOf(sessionId: string): string {
    return join(this.folder, sessionId);
  }
}
