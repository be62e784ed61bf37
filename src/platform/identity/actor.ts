export type Locale = 'de' | 'fr' | 'en';

/** The person who makes the request. The guard sets it; every use case takes it as its first argument. */
export interface Actor {
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
  readonly locale: Locale | null;
}
