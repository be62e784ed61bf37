import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { ConvertDocument } from '../../conversion/index.js';
import { OpenContent } from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { failureCodeOf, noteFailure } from '../../platform/http/request-origin.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { flashUrl, redirectWithFlash } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { convertPage } from './convert-page.js';
import {
  convertFormSchema,
  convertQuerySchema,
  type ConvertForm,
  type ConvertQuery,
} from './document.schema.js';

/** Continues a document in another format; what it was stays as the version before. */
@DeskRoutes()
@Controller('documents/:id/convert')
export class ConvertFormController {
  constructor(
    private readonly convertDocument: ConvertDocument,
    private readonly openContent: OpenContent,
  ) {}

  /** Of a file with a password, which travels in the body of the form: addresses are logged and kept by browsers. */
  @HtmlPage()
  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Param('id') id: string,
    @Query({ schema: convertQuerySchema }) { to, password }: ConvertQuery,
  ) {
    const { filename } = await this.openContent.execute(actor, id, { needed: 'edit' });
    return convertPage({ id, title: filename, to, isWrong: password === 'wrong' }, messages);
  }

  @Audited('version.saved', { document: 'id' })
  @Post()
  @Redirect()
  async convert(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: convertFormSchema }) { to, password }: ConvertForm,
  ) {
    const act = async () => {
      const version = await this.convertDocument.execute(actor, id, { to, password });
      return flashUrl(id, 'converted', String(version.number));
    };
    const ask = (error: unknown) => {
      if (isAppError(error, 'documents/too-large')) {
        noteFailure(failureCodeOf(error));
        return flashUrl(id, 'converted-too-large', to);
      }
      if (!isAppError(error, 'converter/password-needed')) throw error;
      const state = password === undefined ? 'needed' : 'wrong';
      return `/documents/${id}/convert?${new URLSearchParams({ to, password: state })}`;
    };
    return redirectWithFlash(id, () => act().catch(ask), to);
  }
}
