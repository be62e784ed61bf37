import { ID_PATTERN } from '../../platform/clock/ids.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  DocumentAccess,
  type AccessibleDocument,
  type StandingRights,
} from '../document-access.js';
import { DocumentRepository, DocumentShareRepository } from './document.repository.js';
import type { Document } from '../document.js';
import { noSuchDocument, notAllowed } from '../documents.errors.js';
import { rightsOf, type PersonRights, type Right } from '../rights.js';

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
    needed: Right | readonly Right[],
    options: { withDeleted?: boolean } = {},
  ): Promise<AccessibleDocument> {
    const document = await this.findById(documentId);
    if (document === undefined) throw noSuchDocument(documentId);
    const rights = await this.#rightsOfActor(actor, document);
    const isHidden = document.deletedAtMs !== null && options.withDeleted !== true;
    if (rights === undefined || isHidden) throw noSuchDocument(documentId);
    const { role, may } = rights;
    const lacking = [needed].flat().find((right) => !may.has(right));
    if (lacking !== undefined) throw notAllowed(documentId, lacking);
    return { document, role, may };
  }

  async findById(documentId: string): Promise<Document | undefined> {
    return ID_PATTERN.test(documentId) ? this.documents.findById(documentId) : undefined;
  }

  async rightsOf(accountId: string, document: Document): Promise<StandingRights | undefined> {
    if (document.owner === accountId) return { ...rightsOf('owner'), reducedAtMs: 0 };
    // Only its owner has access to a shadow document.
    if (document.state === 'shadow') return undefined;
    const share = await this.shares.find(document.id, accountId);
    return share && { ...rightsOf(share.role, share.switches), reducedAtMs: share.reducedAtMs };
  }

  async peopleOf({ id, owner, state }: Document): Promise<readonly string[]> {
    if (state === 'shadow') return [owner];
    return [owner, ...(await this.shares.list(id)).map(({ accountId }) => accountId)];
  }

  async #rightsOfActor(actor: Actor, document: Document): Promise<PersonRights | undefined> {
    const held = await this.rightsOf(actor.id, document);
    const seesShadows = actor.isAdmin && document.state === 'shadow';
    return held ?? (seesShadows ? rightsOf('viewer') : undefined);
  }
}
