import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { TemplateFeature } from '../template-wizard/index.js';
import { DeskPages } from './desk-page.decorator.js';
import { documentsQuerySchema, type DocumentsQuery } from './desk.schema.js';
import { documentsPage } from './documents-page.js';
import { ShowDocuments } from './show-documents.use-case.js';
import { CurrentVisit, type Visit } from './visit.decorator.js';

@DeskPages()
@Controller()
export class DocumentsPageController {
  constructor(
    private readonly showDocuments: ShowDocuments,
    private readonly templates: TemplateFeature,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentVisit() { words }: Visit,
    @Query({ schema: documentsQuerySchema }) query: DocumentsQuery,
  ) {
    const view = await this.showDocuments.execute(actor, query);
    return documentsPage({ ...view, offersTemplates: this.templates.isOn }, words);
  }
}
