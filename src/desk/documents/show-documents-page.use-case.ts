import { Injectable } from '@nestjs/common';
import { RecoveryNotices } from '../../editor-connector/index.js';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentsView } from './documents-page.js';
import { ShowDocuments, type ShowDocumentsInput } from './show-documents.use-case.js';

/** The list, and what was found again of the documents on it. */
@Injectable()
export class ShowDocumentsPage {
  constructor(
    private readonly showDocuments: ShowDocuments,
    private readonly notices: RecoveryNotices,
    private readonly templates: TemplateCatalogue,
  ) {}

  async execute(actor: Actor, input: ShowDocumentsInput): Promise<DocumentsView> {
    const view = await this.showDocuments.execute(actor, input);
    const titles = new Map(view.documents.map(({ id, title }) => [id, title]));
    const found = await this.notices.listOf(actor, [...titles.keys()]);
    return {
      ...view,
      offersTemplates: this.templates.isConfigured,
      recovered: found.map(({ documentId, number, reason }) => ({
        id: documentId,
        title: titles.get(documentId),
        ...{ number, reason },
      })),
    };
  }
}
