import { randomUUID } from 'node:crypto';
import { openSync, writeSync, closeSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '../platform/clock/clock.js';
import { SESSION_ID, sessionFrom } from './editing-session-record.js';
import { EditingSessions, type EditingSession } from './editing-sessions.js';

/** A record takes half a kilobyte; this many are an hour of thirty openings a second. */
const MAX_SESSIONS = 100_000;
/** A segment goes once all its sessions expired: at the latest so long after its first one did. */
const SEGMENT_MS = 5 * 60 * 1000;

interface Segment {
  readonly path: string;
  lastExpiryMs: number;
}

/** The one that is written at the moment. */
interface OpenSegment extends Segment {
  readonly descriptor: number;
  readonly fullAtMs: number;
}

/**
 * Sessions in memory, and line by line in segment files that only this server's user may read: appending to an
 * open file costs a tenth of creating one. What a power cut takes, people open again; hence no fsync.
 */
export class FileEditingSessions extends EditingSessions implements OnApplicationShutdown {
  readonly #sessions = new Map<string, EditingSession>();
  readonly #segments = new Set<Segment>();
  #current: OpenSegment | undefined;

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
    for (const name of (await readdir(folder)).sort()) await sessions.#takeOver(join(folder, name));
    await sessions.sweep();
    return sessions;
  }

  async keep(session: EditingSession): Promise<void> {
    const segment = this.#writable();
    writeSync(segment.descriptor, `${JSON.stringify(session)}\n`);
    segment.lastExpiryMs = Math.max(segment.lastExpiryMs, session.expiresAtMs);
    this.#remember(session);
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const session = this.#sessions.get(sessionId);
    return session !== undefined && session.expiresAtMs > this.clock.nowMs() ? session : undefined;
  }

  async sweep(): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const [sessionId, { expiresAtMs }] of this.#sessions) {
      if (expiresAtMs <= nowMs) this.#sessions.delete(sessionId);
    }
    for (const segment of this.#segments) {
      if (segment.lastExpiryMs <= nowMs) await this.#remove(segment);
    }
  }

  onApplicationShutdown(): void {
    this.#closeCurrent();
  }

  /** What an earlier run left. A line that was being written when it ended is no session. */
  async #takeOver(path: string): Promise<void> {
    const segment = { path, lastExpiryMs: 0 };
    this.#segments.add(segment);
    for (const line of (await readFile(path, 'utf8')).split('\n')) {
      const session = sessionFrom(line);
      if (session === undefined || !SESSION_ID.test(session.sessionId)) continue;
      segment.lastExpiryMs = Math.max(segment.lastExpiryMs, session.expiresAtMs);
      this.#remember(session);
    }
  }

  #remember(session: EditingSession): void {
    this.#sessions.set(session.sessionId, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > this.maxSessions && oldest !== undefined)
      this.#sessions.delete(oldest);
  }

  #writable(): OpenSegment {
    const nowMs = this.clock.nowMs();
    if (this.#current !== undefined && nowMs < this.#current.fullAtMs) return this.#current;
    this.#closeCurrent();
    const path = join(this.folder, `${nowMs}-${randomUUID()}`);
    const descriptor = openSync(path, 'ax', 0o600);
    this.#current = { path, descriptor, fullAtMs: nowMs + SEGMENT_MS, lastExpiryMs: 0 };
    this.#segments.add(this.#current);
    return this.#current;
  }

  #closeCurrent(): void {
    if (this.#current !== undefined) closeSync(this.#current.descriptor);
    this.#current = undefined;
  }

  async #remove(segment: Segment): Promise<void> {
    if (segment === this.#current) this.#closeCurrent();
    this.#segments.delete(segment);
    await rm(segment.path, { recursive: true, force: true });
  }
}
