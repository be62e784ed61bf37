import type { Actor } from '../platform/identity/actor.js';
import type { People, Person } from '../platform/identity/people.js';
import type { AccessibleDocument, DocumentAccess, DocumentHolders } from '../documents/index.js';

export interface EditableDocument extends AccessibleDocument {
  /** Who has it on their desktop: nobody edits it in the browser meanwhile, not even they themselves. */
  readonly checkedOutBy: Person | undefined;
}

export class EditingAccess {
  constructor(
    private readonly access: DocumentAccess,
    private readonly holders: DocumentHolders,
    private readonly people: People,
  ) {}

  async require(actor: Actor, documentId: string): Promise<EditableDocument> {
    const accessible = await this.access.require(actor, documentId, 'viewer');
    const username = await this.holders.holderOf(documentId);
    return {
      ...accessible,
      checkedOutBy: username === undefined ? undefined : await this.#person(username),
    };
  }

  async #person(username: string): Promise<Person> {
    return (await this.people.find(username)) ?? { username, displayName: username };
  }
}
