import type { EditingSession } from './editing-sessions.js';

/** That a key was released, until when, and how often plaintext left with it. Holds no key. */
export interface RecordedRelease {
  readonly sessionId: string;
  readonly documentId: string;
  readonly username: string;
  readonly versionNumber: number;
  readonly releasedAtMs: number;
  readonly untilMs: number;
  /** Before `untilMs`: the last editor left. Null otherwise. */
  readonly endedAtMs: number | null;
  readonly fetches: number;
  readonly lastFetchedAtMs: number | null;
}

/**
 * What people are told of plaintext. Under zero-knowledge custody a release is written when a person gives the
 * key; under managed custody, where the server needs nobody for that, when the file is fetched for the first time.
 */
export abstract class KeyReleases {
  abstract add(session: EditingSession): Promise<void>;
  /** Once for each hand-out, before a byte of it leaves. Writes the release when there is none yet. */
  abstract countFetch(session: EditingSession): Promise<void>;
  abstract end(sessionIds: readonly string[]): Promise<void>;
  /** Those of the sessions whose file was fetched. */
  abstract fetchedOf(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Newest first. */
  abstract listOf(documentId: string, limit: number): Promise<readonly RecordedRelease[]>;
  /** Removes those released before. */
  abstract removeBefore(releasedBeforeMs: number): Promise<void>;
}
