import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ShowPicture } from '../../conversion/index.js';
import { OpenContent, untilClosed } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { contentSecurityPolicy } from '../../platform/http/security-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { previewQuerySchema, type PreviewQuery } from './document.schema.js';
import { previewPage } from './preview-page.js';

/** Most documents are converted in this time; for others the page offers to look again. */
const WAITS_MS = 12_000;

@DeskRoutes()
@Controller('documents/:id/preview')
export class PreviewController {
  constructor(
    private readonly openContent: OpenContent,
    private readonly showPicture: ShowPicture,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Param('id') id: string,
    @Query({ schema: previewQuerySchema }) query: PreviewQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { version, filename } = await this.openContent.execute(actor, id, query);
    const signal = AbortSignal.any([AbortSignal.timeout(WAITS_MS), untilClosed(reply.raw)]);
    const wanted = { kind: 'preview' as const, version: version.number };
    const found = await this.showPicture.whenMade(actor, id, wanted, signal);
    void reply.header('content-security-policy', contentSecurityPolicy({ 'frame-src': "'self'" }));
    const state = found === 'making' ? ('making' as const) : ('made' as const);
    return previewPage({ id, title: filename, version: version.number, state }, messages);
  }
}
