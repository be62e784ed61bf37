import { Controller, Get, Param, Query } from '@nestjs/common';
import { DocumentsSettings } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskPages } from '../desk-page.decorator.js';
import { flashQuerySchema, type FlashQuery } from '../desk.schema.js';
import { documentPage } from './document-page.js';
import { ShowDocumentPage } from './show-document-page.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

@DeskPages()
@Controller('documents')
export class DocumentPageController {
  constructor(
    private readonly showDocument: ShowDocumentPage,
    private readonly settings: DocumentsSettings,
  ) {}

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Param('id') id: string,
    @Query({ schema: flashQuerySchema }) { said, what }: FlashQuery,
  ) {
    const view = await this.showDocument.execute(actor, id);
    const { maxFileBytes } = this.settings;
    return documentPage({ ...view, maxFileBytes, said: said && { code: said, what } }, messages);
  }
}
