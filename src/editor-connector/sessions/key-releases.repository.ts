import type { EditingSession } from './editing-sessions.js';

/** A record that a key was released, until when, and how often the file was fetched with it. Holds no key. */
export interface RecordedRelease {
  readonly sessionId: string;
  readonly documentId: string;
  readonly accountId: string;
  readonly versionNumber: number;
  readonly releasedAtMs: number;
  readonly untilMs: number;
  /** When the last editor left, if that was before `untilMs`. */
  readonly endedAtMs: number | null;
  readonly fetches: number;
  readonly lastFetchedAtMs: number | null;
}

/** The last of the page before. */
export type ReleasePosition = Pick<RecordedRelease, 'releasedAtMs' | 'sessionId'>;

export interface ReleasesPart {
  readonly limit: number;
  readonly after?: ReleasePosition | undefined;
}

/** So long people can see the releases of their documents. */
export const RELEASES_KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Shows people when plaintext left for the Document Server. Under zero-knowledge custody a release is recorded when a
 * person gives the key; under managed custody, where the server has the key, when the file is first fetched.
 */
export abstract class KeyReleases {
  abstract add(session: EditingSession): Promise<void>;
  /** Called for each fetch of the file, before a byte leaves. Records the release when there is none yet. */
  abstract countFetch(session: EditingSession): Promise<void>;
  abstract end(sessionIds: readonly string[]): Promise<void>;
  /** Those of the sessions whose file was fetched. */
  abstract fetchedOf(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Newest first. */
  abstract listOf(documentId: string, part: ReleasesPart): Promise<readonly RecordedRelease[]>;
  /** Removes those older than `RELEASES_KEPT_MS`. */
  abstract sweep(): Promise<void>;
}
