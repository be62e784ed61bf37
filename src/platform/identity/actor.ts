export type Locale = 'de' | 'fr' | 'en';

/** The person who makes the request. The guard sets it; every use case takes it as its first argument. */
export interface Actor {
  /** The account's id: what is kept about a person refers to it. Opaque, never reused, never shown. */
  readonly id: string;
  /** Their name of today, for people and on the wire; it may change, and belong to somebody else afterwards. */
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
  readonly locale: Locale | null;
}

/** Without what concerns only the request. */
export const personOf = ({ id, username, displayName }: Actor) => ({ id, username, displayName });
