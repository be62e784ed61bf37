/** Who can open a document at rest: this server as well, or its people alone (docs/adr/0010-custody.md). */
export type Custody = 'managed' | 'zero-knowledge';

/** What people chose for themselves. Implemented by `access`; modules below it ask through this port. */
export abstract class PersonKeys {
  /** Public keys (`age1…`) by username; people without an identity are left out. */
  abstract recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** What new documents of this person get. `managed` for everybody who chose nothing. */
  abstract custodyOf(username: string): Promise<Custody>;
}
