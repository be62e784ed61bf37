import { PersonKeys } from '../../platform/identity/people.js';
import { DocumentKeyrings } from '../../version-archive/index.js';
import { DocumentShareRepository } from '../registry/document.repository.js';
import { peopleWithoutIdentity } from '../documents.errors.js';
import type { Document } from '../document.js';

/** A person whose own key can open the document. */
export interface Member {
  readonly username: string;
  readonly recipient: string;
}

/** The people whose keys can open a stored document, besides the server's key and the recovery key. */
export class DocumentMembers {
  constructor(
    private readonly shares: DocumentShareRepository,
    private readonly keys: PersonKeys,
    private readonly keyrings: DocumentKeyrings,
  ) {}

  /** The people with access whose key the newest keyring is sealed to. */
  async of(document: Document): Promise<readonly Member[]> {
    const newest = (await this.keyrings.list(document.id)).at(-1);
    const people = await this.#peopleOf(document);
    const recipients = await this.keys.recipientsOf(people);
    return people.flatMap((username) => {
      const recipient = recipients.get(username);
      const isMember = recipient !== undefined && newest?.members.includes(recipient) === true;
      return isMember ? [{ username, recipient }] : [];
    });
  }

  /** Everybody with access. `documents/person-without-identity` names those without a key of their own. */
  async everybody(document: Document): Promise<readonly Member[]> {
    const people = await this.#peopleOf(document);
    const recipients = await this.keys.recipientsOf(people);
    const without = people.filter((username) => !recipients.has(username));
    if (without.length > 0) throw peopleWithoutIdentity(document.id, without);
    return people.map((username) => ({
      username,
      recipient: recipients.get(username) as string,
    }));
  }

  /** The person's key; `documents/person-without-identity` when they have none. */
  async recipientOf(document: Document, username: string): Promise<string> {
    const recipient = await this.findRecipient(username);
    if (recipient === undefined) throw peopleWithoutIdentity(document.id, [username]);
    return recipient;
  }

  async findRecipient(username: string): Promise<string | undefined> {
    return (await this.keys.recipientsOf([username])).get(username);
  }

  async #peopleOf({ id, owner }: Document): Promise<readonly string[]> {
    return [owner, ...(await this.shares.list(id)).map(({ username }) => username)];
  }
}
