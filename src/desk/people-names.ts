import { People } from '../platform/identity/people.js';
import type { PersonView } from './parts/people.js';

/** Names people as pages show them; whoever is gone keeps their username. */
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
