import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentRegistry } from './document-registry.js';
import type { Document } from '../document.js';
import { DocumentRenamed, DocumentTitleKept } from '../document.events.js';
import { renamedTitle } from './document-title.js';
import { DocumentViews, type DocumentView } from './document-view.js';
import { FormatTable } from '../formats/format-table.js';

@Injectable()
export class RenameDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly registry: DocumentRegistry,
    private readonly formats: FormatTable,
    private readonly views: DocumentViews,
    private readonly events: DomainEvents,
  ) {}

  /** Editors may rename; the extension stays. */
  async execute(actor: Actor, documentId: string, newTitle: string): Promise<DocumentView> {
    const { document, ...rights } = await this.access.require(actor, documentId, 'edit');
    let renamed: Document;
    try {
      renamed = await this.#renamed(actor, document, newTitle);
    } catch (error) {
      this.events.publish(new DocumentTitleKept(documentId, document.title));
      throw error;
    }
    const Event = renamed.title === document.title ? DocumentTitleKept : DocumentRenamed;
    this.events.publish(new Event(documentId, renamed.title));
    return this.views.of({ ...rights, document: renamed });
  }

  async #renamed(actor: Actor, document: Document, newTitle: string): Promise<Document> {
    if (renamedTitle(newTitle, document.fileType, this.formats) === document.title) return document;
    return this.registry.change(
      document.id,
      ({ fileType }) => ({ title: renamedTitle(newTitle, fileType, this.formats) }),
      { action: 'document.renamed', actor: actor.id },
    );
  }
}
