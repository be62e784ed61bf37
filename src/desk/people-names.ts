import { photoIdOf, type Account } from '../access/index.js';
import { People, personIn } from '../platform/identity/people.js';
import type { PersonView } from './parts/people.js';

export type Named = (accountId: string, reported?: string | null) => PersonView;

/** An account as a person on a page. */
export const personOfAccount = (account: Account): PersonView => ({
  ...{ username: account.username, displayName: account.displayName },
  pictureId: photoIdOf(account) === undefined ? undefined : account.id,
});

/** Names of people, by account id. */
export class PeopleNames {
  constructor(private readonly people: People) {}

  /** `reported` stands for the name of somebody without an account here. */
  async of(accountIds: Iterable<string>): Promise<Named> {
    const known = await this.people.named([...accountIds]);
    return (accountId, reported) => {
      const { username, displayName, pictureId } = personIn(known, accountId);
      const isKnown = known.has(accountId);
      return {
        username,
        displayName: isKnown ? displayName : (reported ?? displayName),
        pictureId,
      };
    };
  }
}
