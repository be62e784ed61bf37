import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ExportContent, exportHeaders, untilClosed } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { redirectWithFlash } from '../flash.js';
import { exportQuerySchema, type ExportQuery } from './document.schema.js';

/** "Download as": like `GET /api/documents/:id/content?as=`, but a failure is a sentence on the document's page. */
@DeskRoutes()
@Controller('documents/:id/export')
export class ExportController {
  constructor(private readonly exportContent: ExportContent) {}

  @Get()
  async export(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: exportQuerySchema }) { as, version }: ExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const convert = this.exportContent.execute(actor, id, { as, version }, untilClosed(reply.raw));
    const exported = await convert.catch((error: unknown) => ({ error }));
    if (!('error' in exported)) {
      void reply.headers(exportHeaders(exported)).send(Readable.from(exported.content));
      return;
    }
    const refuse = () => Promise.reject(exported.error);
    const { url, statusCode } = await redirectWithFlash(id, refuse, as);
    void reply.redirect(url, statusCode);
  }
}
