import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import type { DocumentView } from './document-view.js';
import { DocumentViews } from './document-views.js';

@Injectable()
export class GetDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly views: DocumentViews,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<DocumentView> {
    return this.views.of(await this.access.require(actor, documentId, 'viewer'));
  }
}
