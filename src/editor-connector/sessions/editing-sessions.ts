import type { Custody } from '../../platform/identity/person-keys.js';

/** What is kept of an editing session for the hand-out of its file: nothing here opens anything alone. */
export interface EditingSession {
  readonly sessionId: string;
  readonly documentId: string;
  readonly groupId: string;
  readonly versionNumber: number;
  /** Who opened it. */
  readonly username: string;
  /** The Document Server's name for the content, shared by all who edit it. */
  readonly documentKey: string;
  readonly custody: Custody;
  /** The version's file key, wrapped under a key that only the session's URL yields. Zeroed when the session ends. */
  readonly wrappedKey: Buffer;
  /** The public half (`age1…`) of a pair that follows from the URL's secret; null when nobody asked for keys of saves. */
  readonly sessionRecipient: string | null;
  readonly releasedAtMs: number;
  readonly expiresAtMs: number;
}

/** The file key of a version that was saved during a session, as an age header sealed to that session alone. */
export interface SessionKey {
  readonly versionNumber: number;
  readonly ageHeader: string;
}

/** Each save brings one; whoever reloads needs the newest, or one shortly before it. */
export const KEYS_PER_SESSION = 8;

/**
 * Editing sessions until they end or expire. One that is over is gone: `find` does not answer it, its wrapped
 * key is zeroed, and what lies at rest of it is overwritten, at once when it ended, within a minute when it
 * expired (`sweep`). Bounded: beyond the limit the oldest go first.
 */
export abstract class EditingSessions {
  /** Kept when this resolves; survives a restart, need not survive a power cut. The wrapped key is ours from then on. */
  abstract keep(session: EditingSession): Promise<void>;
  /** Undefined when there is none, it is over, or the id is none of ours. */
  abstract find(sessionId: string): Promise<EditingSession | undefined>;
  /** Those that opened this content and are not over, oldest first. */
  abstract listOf(documentKey: string): Promise<readonly EditingSession[]>;
  /** Ends one, with its keys. One that is over or never was is no error. */
  abstract end(sessionId: string): Promise<void>;
  /** Ends all that opened this content before that moment: who came after a report of the last one leaving stays. */
  abstract endAllOf(documentKey: string, openedBeforeMs: number): Promise<void>;
  /**
   * Gives sessions of this content their copies of a saved version's key, by session id. Who is over by now gets
   * none. Each session keeps the newest `KEYS_PER_SESSION`, until it is over.
   */
  abstract addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void>;
  /** In the order in which they were added; none for a session that is over. */
  abstract keysOf(sessionId: string): Promise<readonly SessionKey[]>;
  /** Removes what expired. Called at least once a minute. */
  abstract sweep(): Promise<void>;
}
