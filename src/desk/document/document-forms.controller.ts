import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import {
  DeleteDocument,
  RenameDocument,
  RestoreDocument,
  RestoreVersion,
} from '../../documents/index.js';
import { RecoveryNotices } from '../../editor-connector/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import {
  notedFormSchema,
  titleFormSchema,
  versionNumberSchema,
  type NotedForm,
  type TitleForm,
} from '../desk.schema.js';
import { redirectWithFlash } from '../said-errors.js';
import { flashUrl } from '../flash.js';

/** What can be done to one document, for browsers without script and for what needs none. */
@DeskForms()
@Controller('documents/:id')
export class DocumentFormsController {
  constructor(
    private readonly renameDocument: RenameDocument,
    private readonly deleteDocument: DeleteDocument,
    private readonly restoreDocument: RestoreDocument,
    private readonly restoreVersion: RestoreVersion,
    private readonly notices: RecoveryNotices,
  ) {}

  @Post('title')
  @Redirect()
  async rename(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: titleFormSchema }) { title }: TitleForm,
  ) {
    return seeOther(
      await redirectWithFlash(id, '', async () => {
        await this.renameDocument.execute(actor, id, title);
        return flashUrl(id, 'renamed');
      }),
    );
  }

  @Post('delete')
  @Redirect()
  async delete(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.deleteDocument.execute(actor, id);
    return seeOther(`/?deleted=${id}`);
  }

  @Post('take-back')
  @Redirect()
  async takeBack(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.restoreDocument.execute(actor, id);
    return seeOther(flashUrl(id, 'back'));
  }

  @Post('versions/:number/restore')
  @Redirect()
  async restore(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number', { schema: versionNumberSchema }) number: number,
  ) {
    return seeOther(
      await redirectWithFlash(id, '', async () => {
        const version = await this.restoreVersion.execute(actor, id, number);
        return flashUrl(id, 'restored', String(version.number));
      }),
    );
  }

  @Post('versions/:number/noted')
  @Redirect()
  async noted(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number', { schema: versionNumberSchema }) number: number,
    @Body({ schema: notedFormSchema }) { from }: NotedForm,
  ) {
    await this.notices.dismiss(actor, id, number);
    return seeOther(from === 'list' ? '/' : `/documents/${id}`);
  }
}
