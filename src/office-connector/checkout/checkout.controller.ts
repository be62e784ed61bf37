import { Controller, Get, HttpCode, Param, Post, Res, UseFilters } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { contentHeaders, OpenContent } from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { StreamBody } from '../../platform/http/stream-body.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import { CancelCheckout, CheckIn, CheckOut } from './checkout.use-case.js';
import { desktopFileName } from '../desktop-file-name.js';
import { DesktopErrorFilter } from '../links/desktop-error.filter.js';
import { DesktopRoute } from '../links/desktop.guard.js';
import { checkInBody, statusSchema, statusToWire } from './checkout.schema.js';
import { OptionalJson } from './optional-json.decorator.js';
import { ShowDesktopStatus } from './show-desktop-status.use-case.js';

/** The life of a document on a desktop, from check-out to check-in. */
@ApiTags('Office Connector')
@UseFilters(DesktopErrorFilter)
@TakesUnknown('query', 'body')
@Controller('documents/:id')
export class CheckoutController {
  constructor(
    private readonly checkOut: CheckOut,
    private readonly checkIn: CheckIn,
    private readonly cancelCheckout: CancelCheckout,
    private readonly showStatus: ShowDesktopStatus,
    private readonly openContent: OpenContent,
  ) {}

  @ApiOperation({ summary: 'Who has it checked out, who has it locked' })
  @ApiOkResponse({ standardSchema: statusSchema })
  @DesktopRoute('checkout', 'oneoffixx', 'view')
  @Get('status')
  async status(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return statusToWire(await this.showStatus.execute(actor, id));
  }

  @ApiOperation({ summary: 'Checks out; 403 while anybody has it, here or in the browser' })
  @ApiNoContentResponse()
  @DesktopRoute('checkout')
  @StreamBody()
  @HttpCode(204)
  @Post('@checkout')
  async out(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.checkOut.execute(actor, id);
  }

  @ApiOperation({ summary: 'Checks in; the comment stays on the uploaded versions' })
  @ApiNoContentResponse()
  @DesktopRoute('checkout')
  @StreamBody()
  @HttpCode(204)
  @Audited('version.saved', { document: 'id' })
  @Post('@checkin')
  async in(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @OptionalJson(() => checkInBody) { comment }: z.infer<typeof checkInBody>,
  ) {
    await this.checkIn.execute(actor, id, comment?.trim() || null);
  }

  @ApiOperation({ summary: 'Ends the check-out; the version from before is current again' })
  @ApiNoContentResponse()
  @DesktopRoute('checkout')
  @StreamBody()
  @HttpCode(204)
  @Post('@cancelcheckout')
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.cancelCheckout.execute(actor, id);
  }

  @ApiOperation({ summary: 'The bytes of the current version' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @DesktopRoute('checkout', 'view')
  @Audited('document.downloaded', { document: 'id' })
  @Get('download')
  async download(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = await this.openContent.execute(actor, id);
    const stream = await content.handOut();
    const { 'accept-ranges': _, ...headers } = contentHeaders({
      ...content,
      filename: desktopFileName(content.filename),
    });
    void reply.headers(headers).type(content.mimeType);
    await reply.header('content-length', String(content.size)).send(stream);
  }
}
