export interface Person {
  readonly username: string;
  readonly displayName: string;
}

/** Who exists. Implemented by `access`; modules below it ask through this port. */
export abstract class People {
  /** The enabled account of that name (compared without regard to case), or undefined. */
  abstract find(username: string): Promise<Person | undefined>;

  /** Display names of many at once; unknown names are left out. */
  abstract named(usernames: readonly string[]): Promise<ReadonlyMap<string, Person>>;

  /** People whose username or display name starts with `prefix`, at most `limit`, for choosing whom to share with. */
  abstract startingWith(prefix: string, limit: number): Promise<readonly Person[]>;
}

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

/** Who can open a document at rest: this server as well, or its people alone (docs/adr/0010-custody.md). */
export type Custody = 'managed' | 'zero-knowledge';

/** What people chose for themselves. Implemented by `access`; modules below it ask through this port. */
export abstract class PersonKeys {
  /** Public keys (`age1…`) by username; people without an identity are left out. */
  abstract recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** What new documents of this person get. `managed` for everybody who chose nothing. */
  abstract custodyOf(username: string): Promise<Custody>;
}
