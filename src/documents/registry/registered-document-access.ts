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
import type { Groups } from '../../platform/identity/groups.js';
import { combinedRights, rightsOf, takesAway, type PersonRights, type Right } from '../rights.js';
import type { GroupShareRepository, HeldRights } from './group-share.repository.js';

/** The owner's rights, and those of shares with a person and with their groups. */
export class RegisteredDocumentAccess extends DocumentAccess {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly shares: DocumentShareRepository,
    private readonly groupShares: GroupShareRepository,
    private readonly held: HeldRights,
    private readonly groups: Groups,
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
    const rights = await this.#rightsNow(accountId, document);
    if (rights === undefined) return undefined;
    if (rights.role === 'owner') return { ...rights, reducedAtMs: 0 };
    const [share, losses] = await Promise.all([
      this.shares.find(document.id, accountId),
      this.held.lostBy(document.id, accountId),
    ]);
    // What another share still gives is not lost.
    const lost = losses.filter(({ may }) => takesAway({ ...rights, may }, rights));
    const reducedAtMs = Math.max(share?.reducedAtMs ?? 0, ...lost.map(({ atMs }) => atMs));
    return { ...rights, reducedAtMs };
  }

  sharedAmong(
    documentIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    return this.groupShares.sharedAmong(documentIds, groupIds);
  }

  async peopleOf({ id, owner, state }: Document): Promise<readonly string[]> {
    if (state === 'shadow') return [owner];
    const [shares, groupShares] = await Promise.all([
      this.shares.list(id),
      this.groupShares.list(id),
    ]);
    const members = await this.groups.membersOf(groupShares.map(({ groupId }) => groupId));
    return [...new Set([owner, ...shares.map(({ accountId }) => accountId), ...members])];
  }

  async #rightsNow(accountId: string, document: Document): Promise<PersonRights | undefined> {
    if (document.owner === accountId) return rightsOf('owner');
    // Only its owner has access to a shadow document.
    if (document.state === 'shadow') return undefined;
    return combinedRights(await this.held.of(document.id, accountId));
  }

  async #rightsOfActor(actor: Actor, document: Document): Promise<PersonRights | undefined> {
    const held = await this.#rightsNow(actor.id, document);
    const seesShadows = actor.isAdmin && document.state === 'shadow';
    return held ?? (seesShadows ? rightsOf('viewer') : undefined);
  }
}
