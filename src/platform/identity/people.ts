export interface Person {
  /** The account's id: see `Actor.id`. */
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** Whose picture to ask for; undefined for somebody who can have none. */
  readonly pictureId?: string | undefined;
}

/**
 * The person with that id among those that `People.named` found. Rows may refer to somebody whose account is not here
 * (an index rebuilt from shards); their id is all that is known then.
 */
export const personIn = (named: ReadonlyMap<string, Person>, id: string): Person =>
  named.get(id) ?? { id, username: id, displayName: id };

/** Looks people up. Implemented by `access`, for modules that may not import it. */
export abstract class People {
  /** The person whose name that is today, however it is spelled; undefined without an enabled account. */
  abstract find(username: string): Promise<Person | undefined>;

  /** As `find`; somebody whom only the directory knows gets their account, before they come. */
  invite(username: string): Promise<Person | undefined> {
    return this.find(username);
  }

  /** The person with that id; undefined without an enabled account. */
  async withId(id: string): Promise<Person | undefined> {
    const known = (await this.named([id])).get(id);
    // Somebody disabled is known by their name alone.
    const person = known && (await this.find(known.username));
    return person?.id === id ? person : undefined;
  }

  /** By account id, disabled ones too, in one query; unknown ids are left out. */
  abstract named(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;

  /** People whose username or display name starts with `prefix`, at most `limit`, for choosing whom to share with. */
  abstract startingWith(prefix: string, limit: number): Promise<readonly Person[]>;
}

/** Implemented by `access`, for an index that is rebuilt from shards. */
export abstract class AwaitedPeople {
  /**
   * The id of the account of somebody whom sealed versions name: the account with that id, or with that name, or a new
   * one that waits for whoever has the name. `username` as it was when the version was sealed.
   */
  abstract accountOf(named: { readonly id: string; readonly username: string }): Promise<string>;
}

/** Whether a person's sessions may go on. */
export interface Standing {
  readonly isEnabled: boolean;
  /** When they were last signed out everywhere: disabled, given another password, gone from the directory. */
  readonly tokensEndedAtMs: number | null;
}

/** Implemented by `access`, for modules that may not import it. */
export abstract class Standings {
  /** By account id; ids without an account are left out. */
  abstract of(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>>;

  /** Those of accounts that were disabled or signed out everywhere at that moment or later, by account id. */
  abstract endedSince(ms: number): Promise<ReadonlyMap<string, Standing>>;
}

/** Whether a session that the person began at `sinceMs` has ended. True for somebody without an account. */
export const isOver = (standing: Standing | undefined, sinceMs: number): boolean =>
  standing?.isEnabled !== true ||
  (standing.tokensEndedAtMs !== null && sinceMs < standing.tokensEndedAtMs);

/** Who can open a document at rest: this server as well, or its people alone (docs/adr/0010-custody.md). */
export type Custody = 'managed' | 'zero-knowledge';

/** People's own keys and choices. Implemented by `access`, for modules that may not import it. */
export abstract class PersonKeys {
  /** Public keys (`age1…`) by account id; people without an identity are left out. */
  abstract recipientsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** The custody of this person's new documents; `managed` unless they chose otherwise. */
  abstract custodyOf(id: string): Promise<Custody>;
}
