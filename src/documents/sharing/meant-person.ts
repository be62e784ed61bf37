import type { People, Person } from '../../platform/identity/people.js';
import { noSuchPerson } from '../documents.errors.js';

/** Somebody, as a request names them: by one of the two at least. */
export interface MeantPerson {
  readonly username?: string | undefined;
  /** The id of their account: it counts, whoever has the name by now. */
  readonly person?: string | undefined;
}

/** Somebody whom only the directory knows is found by name, and gets an account. @throws documents/no-such-person */
export async function personMeant(
  people: People,
  { username = '', person }: MeantPerson,
): Promise<Person> {
  const found = await (person === undefined ? people.invite(username) : people.withId(person));
  if (found === undefined) throw noSuchPerson(username || (person ?? ''));
  return found;
}
