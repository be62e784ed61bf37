import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People, type Person } from '../../platform/identity/people.js';

/** The editor's list of people to mention has no search of ours behind it. */
const MAX_LISTED = 500;

/** Who may see a document, for its people: nobody learns of others through it. */
@Injectable()
export class DocumentPeople {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
  ) {}

  /** The owner first; of `only` (ids or usernames), those among them. `documents/no-such-document` without access. */
  async execute(
    actor: Actor,
    documentId: string,
    only?: readonly string[],
  ): Promise<readonly Person[]> {
    const { document } = await this.access.require(actor, documentId, 'read');
    const all = await this.access.peopleOf(document);
    const named = await this.people.named(all);
    const known = all.flatMap((id) => named.get(id) ?? []);
    return known
      .filter(({ id, username }) => only?.some((one) => one === id || one === username) ?? true)
      .slice(0, MAX_LISTED);
  }
}
