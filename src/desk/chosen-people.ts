import { z } from 'zod';
import { noSuchPerson } from '../documents/index.js';
import { People } from '../platform/identity/people.js';

/** What a field for people (`parts/person-field.tsx`) sends beside what was typed. */
export const chosenFields = {
  /** The id of the account of whoever was chosen from the list. */
  person: z.string().max(64).optional(),
  /** Their username; it counts for somebody whom only the directory knows. */
  known_as: z.string().max(1024).optional(),
};

export interface ChosenPerson {
  readonly person?: string | undefined;
  readonly known_as?: string | undefined;
}

/** Of two people with one name, whoever was chosen is meant: their id says who. */
export class ChosenPeople {
  constructor(private readonly people: People) {}

  /** Their username of today; `typed` when nobody was chosen. @throws documents/no-such-person */
  async usernameOf({ person, known_as: knownAs }: ChosenPerson, typed: string): Promise<string> {
    if (!person) return knownAs || typed;
    const named = await this.people.named([person]);
    const found = named.get(person);
    // What was typed may be the name of somebody else.
    if (found === undefined) throw noSuchPerson(typed);
    return found.username;
  }
}
