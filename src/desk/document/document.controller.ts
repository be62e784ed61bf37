import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import {
  DeleteDocument,
  DocumentsSettings,
  RenameDocument,
  RestoreDocument,
} from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { flashUrl, redirectWithFlash, seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { documentPage } from './document-page.js';
import {
  flashQuerySchema,
  titleFormSchema,
  type FlashQuery,
  type TitleForm,
} from './document.schema.js';
import { ShowDocumentPage } from './show-document-page.use-case.js';

/** The page of a document, and the forms that rename and delete it. */
@DeskRoutes()
@Controller('documents/:id')
export class DocumentController {
  constructor(
    private readonly showDocument: ShowDocumentPage,
    private readonly settings: DocumentsSettings,
    private readonly renameDocument: RenameDocument,
    private readonly deleteDocument: DeleteDocument,
    private readonly restoreDocument: RestoreDocument,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Param('id') id: string,
    @Query({ schema: flashQuerySchema }) { flash, subject }: FlashQuery,
  ) {
    const asksPrivacy = flash === 'private-asks';
    const view = await this.showDocument.execute(actor, id, { asksPrivacy });
    const { maxFileBytes } = this.settings;
    // A name as people have it may be of no shape that an address carries.
    const about = flash === 'given' ? view.owner.displayName : subject;
    return documentPage(
      { ...view, maxFileBytes, flash: flash && { code: flash, subject: about } },
      messages,
    );
  }

  @Audited('document.renamed', { document: 'id' })
  @Post('title')
  @Redirect()
  rename(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: titleFormSchema }) { title }: TitleForm,
  ) {
    return redirectWithFlash(id, async () => {
      await this.renameDocument.execute(actor, id, title);
      return flashUrl(id, 'renamed');
    });
  }

  @Audited('document.deleted', { document: 'id' })
  @Post('delete')
  @Redirect()
  async delete(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.deleteDocument.execute(actor, id);
    return seeOther(`/?deleted=${id}`);
  }

  @Audited('document.restored', { document: 'id' })
  @Post('take-back')
  @Redirect()
  async undelete(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.restoreDocument.execute(actor, id);
    return seeOther(flashUrl(id, 'undeleted'));
  }
}
