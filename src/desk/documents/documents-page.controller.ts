import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskPages } from '../desk-page.decorator.js';
import { documentsQuerySchema, type DocumentsQuery } from '../desk.schema.js';
import { documentsPage } from './documents-page.js';
import { ShowDocumentsPage } from './show-documents-page.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

@DeskPages()
@Controller()
export class DocumentsPageController {
  constructor(private readonly showDocuments: ShowDocumentsPage) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Query({ schema: documentsQuerySchema }) query: DocumentsQuery,
  ) {
    return documentsPage(await this.showDocuments.execute(actor, query), messages);
  }
}
