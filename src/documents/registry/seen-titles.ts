import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentAccess } from '../document-access.js';

/** Titles for places that know documents by their ids. Who does not see a document does not learn its title. */
export class SeenTitles {
  constructor(private readonly access: DocumentAccess) {}

  async of(actor: Actor, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(documentIds)];
    const titles = await Promise.all(ids.map((id) => this.#titleOf(actor, id)));
    return new Map(ids.flatMap((id, i) => (titles[i] === undefined ? [] : [[id, titles[i]]])));
  }

  async #titleOf(actor: Actor, documentId: string): Promise<string | undefined> {
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) return undefined;
    const role = await this.access.roleOf(actor.username, document);
    return role === undefined ? undefined : document.title;
  }
}
