/** What is kept of an editing session for the hand-out of its file: nothing here opens anything alone. */
export interface EditingSession {
  readonly sessionId: string;
  readonly documentId: string;
  readonly groupId: string;
  readonly versionNumber: number;
  /** The version's file key, wrapped under a key that only the session's URL yields; base64url. */
  readonly wrappedKey: string;
  readonly expiresAtMs: number;
}

/**
 * Editing sessions until they expire. One that expired is gone: `find` does not answer it, and what is
 * kept of it is removed soon after. Bounded: beyond the limit the oldest go first.
 */
export abstract class EditingSessions {
  /** Kept when this resolves; survives a restart, need not survive a power cut. */
  abstract keep(session: EditingSession): Promise<void>;
  /** Undefined when there is none, it expired, or the id is none of ours. */
  abstract find(sessionId: string): Promise<EditingSession | undefined>;
  /** Removes what expired. */
  abstract sweep(): Promise<void>;
}
