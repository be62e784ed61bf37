export interface Person {
  readonly username: string;
  readonly displayName: string;
}

/** Looks people up. Implemented by `access`, for modules that may not import it. */
export abstract class People {
  /** The enabled account of that name (compared without regard to case), or undefined. */
  abstract find(username: string): Promise<Person | undefined>;

  /** The people with these usernames; unknown names are left out. */
  abstract named(usernames: readonly string[]): Promise<ReadonlyMap<string, Person>>;

  /** People whose username or display name starts with `prefix`, at most `limit`, for choosing whom to share with. */
  abstract startingWith(prefix: string, limit: number): Promise<readonly Person[]>;
}

/** Whether a person's sessions may go on. */
export interface Standing {
  readonly isEnabled: boolean;
  /** When they were last signed out everywhere: disabled, given another password, gone from the directory. */
  readonly tokensEndedAtMs: number | null;
}

/** Implemented by `access`, for modules that may not import it. */
export abstract class Standings {
  /** By canonical username; names without an account are left out. */
  abstract of(usernames: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
}

/** Whether a session that the person began at `sinceMs` has ended. True for somebody without an account. */
export const isOver = (standing: Standing | undefined, sinceMs: number): boolean =>
  standing?.isEnabled !== true ||
  (standing.tokensEndedAtMs !== null && sinceMs < standing.tokensEndedAtMs);

/** Who can open a document at rest: this server as well, or its people alone (docs/adr/0010-custody.md). */
export type Custody = 'managed' | 'zero-knowledge';

/** People's own keys and choices. Implemented by `access`, for modules that may not import it. */
export abstract class PersonKeys {
  /** Public keys (`age1…`) by username; people without an identity are left out. */
  abstract recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** The custody of this person's new documents; `managed` unless they chose otherwise. */
  abstract custodyOf(username: string): Promise<Custody>;
}
