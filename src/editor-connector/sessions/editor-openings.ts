import type { OpenedFor } from './save-capability.js';

/** An opening in the editor. */
export interface EditorOpening {
  readonly sessionId: string;
  /** Undefined for an application, which has no sign-in. */
  readonly signInId: string | undefined;
  readonly documentId: string;
  readonly documentKey: string;
  readonly accountId: string;
  readonly openedFor: OpenedFor;
  readonly openedAtMs: number;
}

/** Somebody who opened a document under one key, and when they last did. They may still be connected. */
export interface Opener {
  readonly documentId: string;
  readonly documentKey: string;
  readonly accountId: string;
  readonly openedAtMs: number;
}

/** As long as a session of the Document Server may last (docs/formats/document-server.md): later nobody is connected. */
export const OPENINGS_KEPT_MS = 30 * 24 * 60 * 60_000;

/**
 * Who opened what in the editor, and in which sign-in. The Document Server reports those who edit and nobody who looks
 * on: that somebody looks on is known from here alone. In the database, so that all instances know. Bounded in time,
 * and in number: beyond the limit the oldest are removed first.
 */
export abstract class EditorOpenings {
  abstract add(opening: EditorOpening): Promise<void>;
  /** Those of these sign-ins, oldest first. */
  abstract ofSignIns(signInIds: readonly string[]): Promise<readonly EditorOpening[]>;
  /** Those of these people under that key. */
  abstract under(
    documentKey: string,
    accountIds: readonly string[],
  ): Promise<readonly EditorOpening[]>;
  /** Everybody who opened that key. */
  abstract openersOf(documentKey: string): Promise<readonly Opener[]>;
  /** Account ids of those who opened that key for more than looking on. */
  abstract changersOf(documentKey: string): Promise<readonly string[]>;
  /** What these people opened since, or ever under one of these keys. */
  abstract openedBy(
    accountIds: readonly string[],
    opened: { readonly sinceMs: number; readonly orUnder: readonly string[] },
  ): Promise<readonly Opener[]>;
  /** At most `limit` after that one, in their order: by time, then by session. */
  abstract after(
    place: Pick<EditorOpening, 'openedAtMs' | 'sessionId'>,
    limit: number,
  ): Promise<readonly EditorOpening[]>;
  /** That person's openings of that key until then: nothing of them is connected any more. */
  abstract remove(opener: Opener): Promise<void>;
  /** Removes those older than `OPENINGS_KEPT_MS`, and the oldest beyond the limit. Returns how many are left. */
  abstract sweep(): Promise<number>;
}
