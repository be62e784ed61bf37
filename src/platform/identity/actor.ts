export type Locale = 'de' | 'fr' | 'en';

/** Who asks. The guard makes it; every use case takes it as its first argument. */
export interface Actor {
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
  readonly locale: Locale | null;
}
