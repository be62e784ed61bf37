import type { Custody } from '../../platform/identity/people.js';

/** The record behind the file URL of an editing session. It opens nothing without the secret in that URL. */
export interface EditingSession {
  readonly sessionId: string;
  readonly documentId: string;
  readonly groupId: string;
  readonly versionNumber: number;
  /** Who opened it. */
  readonly accountId: string;
  /** The Document Server's name for the content, shared by all who edit it. */
  readonly documentKey: string;
  readonly custody: Custody;
  /** The version's file key, wrapped under a key that is derived from the secret in the file URL. Zeroed when the session ends. */
  readonly wrappedKey: Buffer;
  /** The public half (`age1…`) of a key pair derived from the URL's secret; null when the opener wants no keys of saves. */
  readonly sessionRecipient: string | null;
  readonly releasedAtMs: number;
  readonly expiresAtMs: number;
}

/** The file key of a version that was saved during a session, as an age header sealed to that session alone. */
export interface SessionKey {
  readonly versionNumber: number;
  readonly ageHeader: string;
}

/** Each save adds one; reloading the page needs the newest, or one shortly before it. */
export const KEYS_PER_SESSION = 8;

/**
 * Editing sessions until they end or expire. An ended session cannot be found, its wrapped key is zeroed, and its
 * stored record is overwritten: immediately when it ended, within a minute when it expired (`sweep`). Bounded: beyond the
 * limit the oldest are dropped first.
 */
export abstract class EditingSessions {
  /** Stored when this resolves; survives a restart, not necessarily a power cut. Takes ownership of the wrapped key. */
  abstract keep(session: EditingSession): Promise<void>;
  /** Undefined when there is none, it is over, or the id is malformed. */
  abstract find(sessionId: string): Promise<EditingSession | undefined>;
  /** Those that opened this content and are not over, oldest first. */
  abstract listOf(documentKey: string): Promise<readonly EditingSession[]>;
  /** Ends one, with its keys. Idempotent. */
  abstract end(sessionId: string): Promise<void>;
  /** Ends all that opened this content before that moment; later ones stay. */
  abstract endAllOf(documentKey: string, openedBeforeMs: number): Promise<void>;
  /**
   * Adds copies of a saved version's key to sessions of this content, by session id. Sessions that are over get
   * none. Each session keeps the newest `KEYS_PER_SESSION`.
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
