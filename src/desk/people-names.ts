import { People } from '../platform/identity/people.js';
import type { PersonView } from './parts/people.js';

/** Display names of people. People who no longer exist are shown by username. */
export class PeopleNames {
  constructor(private readonly people: People) {}

  async of(usernames: Iterable<string>): Promise<(username: string) => PersonView> {
    const known = await this.people.named([...new Set(usernames)]);
    return (username) => ({
      username,
      displayName: known.get(username)?.displayName ?? username,
    });
  }
}
