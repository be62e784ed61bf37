import { ID_PATTERN } from '../../platform/clock/ids.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess, type AccessibleDocument } from '../document-access.js';
import { DocumentRepository, DocumentShareRepository } from './document.repository.js';
import { includesRole, type Document, type Role } from '../document.js';
import { noSuchDocument, notAllowed } from '../documents.errors.js';

/** The owner's rights, and those of shares. */
export class RegisteredDocumentAccess extends DocumentAccess {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly shares: DocumentShareRepository,
  ) {
    super();
  }

  async require(
    actor: Actor,
    documentId: string,
    needed: Role,
    options: { withDeleted?: boolean } = {},
  ): Promise<AccessibleDocument> {
    const document = await this.findById(documentId);
    if (document === undefined) throw noSuchDocument(documentId);
    const role = await this.#roleOfActor(actor, document);
    const isHidden = document.deletedAtMs !== null && options.withDeleted !== true;
    if (role === undefined || isHidden) throw noSuchDocument(documentId);
    if (!includesRole(role, needed)) throw notAllowed(documentId, needed);
    return { document, role };
  }

  async findById(documentId: string): Promise<Document | undefined> {
    return ID_PATTERN.test(documentId) ? this.documents.findById(documentId) : undefined;
  }

  async roleOf(username: string, document: Document): Promise<Role | undefined> {
    if (document.owner === username) return 'owner';
    // Only its owner has access to a shadow document.
    if (document.state === 'shadow') return undefined;
    return (await this.shares.find(document.id, username))?.role;
  }

  async #roleOfActor(actor: Actor, document: Document): Promise<Role | undefined> {
    const held = await this.roleOf(actor.username, document);
    const seesShadows = actor.isAdmin && document.state === 'shadow';
    return held ?? (seesShadows ? 'viewer' : undefined);
  }
}
