import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentChanges } from './document-changes.js';
import type { DocumentView } from './document-view.js';
import { DocumentViews } from './document-views.js';

@Injectable()
export class RestoreDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly changes: DocumentChanges,
    private readonly views: DocumentViews,
  ) {}

  /** Takes a deleted document back; one that is not deleted stays as it is. */
  async execute(actor: Actor, documentId: string): Promise<DocumentView> {
    const found = await this.access.require(actor, documentId, 'owner', { withDeleted: true });
    if (found.document.deletedAtMs === null) return this.views.of(found);
    const document = await this.changes.apply(documentId, () => ({ deletedAtMs: null }));
    return this.views.of({ document, role: found.role });
  }
}
