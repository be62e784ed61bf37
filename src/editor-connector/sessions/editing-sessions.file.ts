import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '../../platform/clock/clock.js';
import { bytesOfKey, bytesOfSession, keyFrom, sessionFrom } from './editing-session-record.js';
import {
  EditingSessions,
  KEYS_PER_SESSION,
  type EditingSession,
  type SessionKey,
} from './editing-sessions.js';

/** A record takes half a kilobyte; this many are thirty openings a second for an hour. */
const MAX_SESSIONS = 100_000;
/** For so long a segment takes new records. It is deleted once all its sessions are over. */
const SEGMENT_MS = 5 * 60 * 1000;
/** So many are erased before the event loop gets its turn. */
const ERASED_PER_TURN = 256;

interface Kept {
  readonly session: EditingSession;
  /** Undefined while the disk fails: the session is then only in memory, and lost by a restart. */
  readonly place: Place | undefined;
  readonly keys: { readonly key: SessionKey; readonly place: Place | undefined }[];
}

/**
 * Sessions in memory, and as lines of segment files that only this server's user may read: adding to an open file
 * costs a tenth of creating one. No fsync: after a power cut people open their documents again.
 */
export class FileEditingSessions extends EditingSessions implements OnApplicationShutdown {
  readonly #logger = new Logger(FileEditingSessions.name);
  readonly #sessions = new Map<string, Kept>();
  readonly #byDocumentKey = new Map<string, Set<string>>();
  readonly #segments = new Set<SessionSegment>();
  #current: SessionSegment | undefined;
  #currentFullAtMs = 0;
  #isDiskFailing = false;

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
    for (const name of (await readdir(folder)).sort()) await sessions.#load(join(folder, name));
    await sessions.sweep();
    return sessions;
  }

  async keep(session: EditingSession): Promise<void> {
    const record = bytesOfSession(session);
    this.#remember(session, this.#append(record));
    record.fill(0);
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    return this.#live(sessionId)?.session;
  }

  async listOf(documentKey: string): Promise<readonly EditingSession[]> {
    return this.#liveOf(documentKey).map(({ session }) => session);
  }

  async end(sessionId: string): Promise<void> {
    this.#forget(sessionId);
  }

  async endAllOf(documentKey: string, openedBeforeMs: number): Promise<void> {
    for (const { session } of this.#liveOf(documentKey)) {
      if (session.releasedAtMs < openedBeforeMs) this.#forget(session.sessionId);
    }
  }

  async addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void> {
    for (const [sessionId, ageHeader] of ageHeaders) {
      const kept = this.#live(sessionId);
      if (kept?.session.documentKey !== documentKey) continue;
      const key = { versionNumber, ageHeader };
      this.#addTo(kept, key, this.#append(bytesOfKey({ sessionId, ...key })));
    }
  }

  async keysOf(sessionId: string): Promise<readonly SessionKey[]> {
    return this.#live(sessionId)?.keys.map(({ key }) => key) ?? [];
  }

  async sweep(): Promise<void> {
    const nowMs = this.clock.nowMs();
    const over = [...this.#sessions.values()].filter(({ session }) => session.expiresAtMs <= nowMs);
    for (const [i, { session }] of over.entries()) {
      if (i % ERASED_PER_TURN === ERASED_PER_TURN - 1) await nextTurn();
      this.#forget(session.sessionId);
    }
    for (const segment of this.#segments) if (segment.isEmpty) await this.#remove(segment);
  }

  onApplicationShutdown(): void {
    for (const segment of this.#segments) segment.close();
    this.#segments.clear();
    this.#current = undefined;
  }

  /** Reads a file of an earlier run. Lines that are no record, or the key of a session that is over, are erased. */
  async #load(path: string): Promise<void> {
    const { segment, lines } = await SessionSegment.reopen(path);
    this.#segments.add(segment);
    for (const { bytes, place } of lines) {
      const session = sessionFrom(bytes);
      const key = keyFrom(bytes);
      const owner = key && this.#sessions.get(key.sessionId);
      if (session !== undefined) this.#remember(session, place);
      else if (owner && key) this.#addTo(owner, keyOf(key), place);
      else this.#erase(place);
      bytes.fill(0);
    }
  }

  #live(sessionId: string): Kept | undefined {
    const kept = this.#sessions.get(sessionId);
    return kept !== undefined && kept.session.expiresAtMs > this.clock.nowMs() ? kept : undefined;
  }

  #liveOf(documentKey: string): Kept[] {
    const ids = [...(this.#byDocumentKey.get(documentKey) ?? [])];
    return ids.map((id) => this.#live(id)).filter((kept) => kept !== undefined);
  }

  #remember(session: EditingSession, place: Place | undefined): void {
    const { sessionId, documentKey } = session;
    this.#forget(sessionId);
    this.#sessions.set(sessionId, { session, place, keys: [] });
    const ids = this.#byDocumentKey.get(documentKey) ?? new Set();
    this.#byDocumentKey.set(documentKey, ids.add(sessionId));
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > this.maxSessions && oldest !== undefined) this.#forget(oldest);
  }

  #forget(sessionId: string): void {
    const kept = this.#sessions.get(sessionId);
    if (kept === undefined) return;
    kept.session.wrappedKey.fill(0);
    for (const { place } of [kept, ...kept.keys]) this.#erase(place);
    this.#sessions.delete(sessionId);
    const { documentKey } = kept.session;
    const ids = this.#byDocumentKey.get(documentKey);
    ids?.delete(sessionId);
    if (ids?.size === 0) this.#byDocumentKey.delete(documentKey);
  }

  /** A full or failing disk must not keep people from opening documents. */
  #append(record: Buffer): Place | undefined {
    try {
      const place = this.#writable().append(record);
      if (this.#isDiskFailing) this.#logger.log('session files are written again');
      this.#isDiskFailing = false;
      return place;
    } catch (error) {
      const msg = 'session files cannot be written: editors that open now end with a restart';
      if (!this.#isDiskFailing) this.#logger.error({ err: error, msg });
      this.#isDiskFailing = true;
      return undefined;
    }
  }

  /** A record that cannot be erased is deleted with its file, once all sessions in it are over. */
  #erase(place: Place | undefined): void {
    try {
      place?.segment.erase(place);
    } catch (error) {
      this.#logger.warn({ err: error, msg: 'a session that is over could not be erased yet' });
    }
  }

  #addTo({ keys }: Kept, key: SessionKey, place: Place | undefined): void {
    keys.push({ key, place });
    if (keys.length > KEYS_PER_SESSION) this.#erase(keys.shift()?.place);
  }

  #writable(): SessionSegment {
    const nowMs = this.clock.nowMs();
    if (this.#current !== undefined && nowMs < this.#currentFullAtMs) return this.#current;
    this.#current = SessionSegment.create(join(this.folder, `${nowMs}-${randomUUID()}`));
    this.#currentFullAtMs = nowMs + SEGMENT_MS;
    this.#segments.add(this.#current);
    return this.#current;
  }

  async #remove(segment: SessionSegment): Promise<void> {
    if (segment === this.#current) this.#current = undefined;
    this.#segments.delete(segment);
    await segment.remove();
  }
}

const keyOf = ({ versionNumber, ageHeader }: SessionKey): SessionKey => ({
  versionNumber,
  ageHeader,
});

/** Where a record is stored. */
interface Place {
  readonly segment: SessionSegment;
  readonly at: number;
  readonly length: number;
}

const NEWLINE = '\n'.charCodeAt(0);
const END_OF_LINE = Buffer.from([NEWLINE]);

/**
 * A file of records, one per line, each of which can be overwritten in place. Written at explicit positions: a file
 * opened for appending could not be overwritten.
 */
class SessionSegment {
  #size = 0;
  #records = 0;

  private constructor(
    private readonly path: string,
    private readonly descriptor: number,
  ) {}

  static create(path: string): SessionSegment {
    return new SessionSegment(path, openSync(path, 'wx+', 0o600));
  }

  /** The file of an earlier run, with its records; the last line may be incomplete. */
  static async reopen(
    path: string,
  ): Promise<{ segment: SessionSegment; lines: { bytes: Buffer; place: Place }[] }> {
    const segment = new SessionSegment(path, openSync(path, 'r+'));
    const content = await readFile(path);
    const lines: { bytes: Buffer; place: Place }[] = [];
    for (let at = 0; at < content.length;) {
      const newline = content.indexOf(NEWLINE, at);
      const end = newline < 0 ? content.length : newline;
      lines.push({ bytes: content.subarray(at, end), place: { segment, at, length: end - at } });
      at = end + 1;
    }
    segment.#size = content.length;
    segment.#records = lines.length;
    return { segment, lines };
  }

  /** All its records were erased. */
  get isEmpty(): boolean {
    return this.#records === 0;
  }

  append(record: Buffer): Place {
    const at = this.#size;
    const line = Buffer.concat([record, END_OF_LINE]);
    try {
      this.#writeAll(line, at);
    } finally {
      line.fill(0);
    }
    this.#size = at + line.length;
    this.#records += 1;
    return { segment: this, at, length: record.length };
  }

  /** Overwrites the record with blanks; other lines are unchanged. */
  erase({ at, length }: Place): void {
    this.#records -= 1;
    this.#writeAll(Buffer.alloc(length, ' '), at);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  async remove(): Promise<void> {
    this.close();
    await rm(this.path, { force: true });
  }

  /** A disk that is almost full may accept a part first. */
  #writeAll(bytes: Buffer, at: number): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.descriptor, bytes, done, bytes.length - done, at + done);
    }
  }
}
