/** Whether a person may go on with what they began. */
export interface Standing {
  readonly isEnabled: boolean;
  /** When they were last signed out everywhere: disabled, given another password, gone from the directory. */
  readonly tokensEndedAtMs: number | null;
}

/** Who may still be here. Implemented by `access`; modules below it ask through this port. */
export abstract class Standings {
  /** By username, as it is kept; names without an account are left out. */
  abstract of(usernames: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
}

/** Whether what that person began at `sinceMs` is over. Whoever has no account is nobody. */
export const isOver = (standing: Standing | undefined, sinceMs: number): boolean =>
  standing?.isEnabled !== true ||
  (standing.tokensEndedAtMs !== null && sinceMs < standing.tokensEndedAtMs);
