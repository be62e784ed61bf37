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
