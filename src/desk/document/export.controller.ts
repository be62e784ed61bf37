import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  ExportContent,
  exportHeaders,
  untilClosed,
  type ExportContentOptions,
} from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { redirectWithFlash, seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import {
  exportFormSchema,
  exportQuerySchema,
  formatsQuerySchema,
  type ExportForm,
  type ExportQuery,
  type FormatsQuery,
} from './document.schema.js';
import { formatsPage } from './formats-page.js';
import { ShowFormats } from './show-formats.use-case.js';

/** "Download as": like `GET /api/documents/:id/content?as=`, but a failure is a sentence on a page. */
@DeskRoutes()
@Controller('documents/:id')
export class ExportController {
  constructor(
    private readonly exportContent: ExportContent,
    private readonly showFormats: ShowFormats,
  ) {}

  @HtmlPage()
  @Get('formats')
  async formats(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Param('id') id: string,
    @Query({ schema: formatsQuerySchema }) query: FormatsQuery,
  ) {
    return formatsPage(await this.showFormats.execute(actor, id, query), messages);
  }

  @Audited('document.exported', { document: 'id' })
  @Get('export')
  export(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: exportQuerySchema }) query: ExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#send(actor, id, query, reply);
  }

  /** Of a file with a password, which travels in the body: addresses are logged and kept by browsers. */
  @Audited('document.exported', { document: 'id' })
  @Post('export')
  @HttpCode(200)
  exportProtected(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: exportFormSchema }) form: ExportForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#send(actor, id, form, reply);
  }

  async #send(
    actor: Actor,
    id: string,
    wanted: ExportContentOptions,
    reply: FastifyReply,
  ): Promise<void> {
    const convert = this.exportContent.execute(actor, id, wanted, untilClosed(reply.raw));
    const exported = await convert.catch((error: unknown) => ({ error }));
    if (!('error' in exported)) {
      void reply.headers(exportHeaders(exported)).send(Readable.from(exported.content));
      return;
    }
    const { url, statusCode } = await whereToGo(id, wanted, exported.error);
    void reply.redirect(url, statusCode);
  }
}

function whereToGo(id: string, { as, version, password }: ExportContentOptions, error: unknown) {
  if (!isAppError(error, 'converter/password-needed'))
    return redirectWithFlash(id, () => Promise.reject(error), as);
  const query = new URLSearchParams({
    ...{ as, password: password === undefined ? 'needed' : 'wrong' },
    ...(version !== undefined && { version: String(version) }),
  });
  return seeOther(`/documents/${id}/formats?${query}`);
}
