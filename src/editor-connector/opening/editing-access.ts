import type { Actor } from '../../platform/identity/actor.js';
import type { People, Person } from '../../platform/identity/people.js';
import { isOver, type Standings } from '../../platform/identity/standings.js';
import type {
  AccessibleDocument,
  Document,
  DocumentAccess,
  DocumentHolders,
  Role,
} from '../../documents/index.js';

export interface EditableDocument extends AccessibleDocument {
  /** Who has it on their desktop: nobody edits it in the browser meanwhile, not even they themselves. */
  readonly checkedOutBy: Person | undefined;
}

export class EditingAccess {
  constructor(
    private readonly access: DocumentAccess,
    private readonly holders: DocumentHolders,
    private readonly people: People,
    private readonly standings: Standings,
  ) {}

  async require(actor: Actor, documentId: string): Promise<EditableDocument> {
    const accessible = await this.access.require(actor, documentId, 'viewer');
    const username = await this.holders.holderOf(documentId);
    return {
      ...accessible,
      checkedOutBy: username === undefined ? undefined : await this.#person(username),
    };
  }

  findById(documentId: string): Promise<Document | undefined> {
    return this.access.findById(documentId);
  }

  /**
   * What that person may do with the document now, for what they opened at `sinceMs`: nothing when their account was
   * disabled or they were signed out everywhere since, or when the document is deleted.
   */
  async rightOf(username: string, documentId: string, sinceMs: number): Promise<Role | undefined> {
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) return undefined;
    const standing = (await this.standings.of([username])).get(username);
    if (isOver(standing, sinceMs)) return undefined;
    return this.access.roleOf(username, document);
  }

  async #person(username: string): Promise<Person> {
    return (await this.people.find(username)) ?? { username, displayName: username };
  }
}
