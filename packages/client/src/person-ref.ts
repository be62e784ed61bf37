/** Somebody, as answers name them; `id` is of their account, null for whom only the directory knows. */
export interface PersonRef {
  readonly id: string | null;
  readonly username: string;
}

/** For the address, and what says whose name it is. */
export const personOf = (who: string | PersonRef) =>
  typeof who === 'string'
    ? { username: who, person: {} }
    : { username: who.username, person: who.id === null ? {} : { person: who.id } };
