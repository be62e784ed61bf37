import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { People, personIn, type Person } from '../../platform/identity/people.js';
import { DocumentAccess } from '../document-access.js';
import type { Document } from '../document.js';
import { DocumentMembers } from './document-members.js';
import { KeyRequestRepository } from './key-request.repository.js';
import { KeyRequests } from './key-requests.js';

/**
 * Why somebody with access to a private document cannot open it yet: they have no key of their own; somebody was asked to
 * give them the document's; or nobody can do that at the moment.
 */
export type KeyWait =
  | { readonly why: 'no-key' | 'nobody' }
  | { readonly why: 'asked'; readonly asked: Person; readonly askedAtMs: number };

/** For the person who waits. */
@Injectable()
export class ShowKeyWait {
  constructor(
    private readonly access: DocumentAccess,
    private readonly members: DocumentMembers,
    private readonly requests: KeyRequests,
    private readonly rows: KeyRequestRepository,
    private readonly people: People,
  ) {}

  /** Undefined for whoever can open it. Asks for them if nobody was asked yet. */
  async execute(actor: Actor, documentId: string): Promise<KeyWait | undefined> {
    const { document, role } = await this.access.require(actor, documentId, 'read');
    if (document.custody === 'managed' || document.state === 'shadow') return undefined;
    if (await this.members.opens(documentId, actor.id)) return undefined;
    if (role === 'owner') return { why: 'nobody' };
    if ((await this.members.findRecipient(actor.id)) === undefined) return { why: 'no-key' };
    await this.requests.review(documentId);
    const [request] = await this.rows.ofPerson(actor.id, [documentId]);
    if (request?.asked === undefined) return { why: 'nobody' };
    const { asked, askedAtMs } = request;
    return { why: 'asked', asked: personIn(await this.people.named([asked]), asked), askedAtMs };
  }

  /** The ids of those documents that the person waits for; as it was when they were last compared. */
  async among(actor: Actor, documents: readonly Document[]): Promise<ReadonlySet<string>> {
    const ids = documents
      .filter(({ custody, owner }) => custody === 'zero-knowledge' && owner !== actor.id)
      .map(({ id }) => id);
    if (ids.length === 0) return new Set();
    if ((await this.members.findRecipient(actor.id)) === undefined) return new Set(ids);
    const waits = await this.rows.ofPerson(actor.id, ids);
    return new Set(waits.map(({ documentId }) => documentId));
  }
}
