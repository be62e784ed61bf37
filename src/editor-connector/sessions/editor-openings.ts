/** An opening in the editor by somebody who is signed in. */
export interface EditorOpening {
  readonly sessionId: string;
  readonly signInId: string;
  readonly documentKey: string;
  readonly accountId: string;
  readonly openedAtMs: number;
}

/** As long as a sign-in lasts, and some more: later it cannot be ended any more. */
export const OPENINGS_KEPT_MS = 24 * 60 * 60_000;

/** In which sign-in people opened what they edit. */
export abstract class EditorOpenings {
  abstract add(opening: EditorOpening): Promise<void>;
  /** Those of these sign-ins, oldest first. */
  abstract ofSignIns(signInIds: readonly string[]): Promise<readonly EditorOpening[]>;
  /** Those of these people under that key. */
  abstract under(
    documentKey: string,
    accountIds: readonly string[],
  ): Promise<readonly EditorOpening[]>;
  /** Removes those older than `OPENINGS_KEPT_MS`. */
  abstract sweep(): Promise<void>;
}
