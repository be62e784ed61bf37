import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ForClients } from '../../platform/http/client-scopes.js';
import { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DesktopErrorFilter } from './desktop-error.filter.js';
import { GiveDesktopUrl } from './give-desktop-url.use-case.js';

const desktopUrl = z.object({ url: z.string().describe('oc:<token>') });

/** The URLs that start a desktop program; requested by pages, not by the programs. */
@ApiTags('Office Connector')
@ApiBearerAuth()
@UseFilters(DesktopErrorFilter)
@TakesUnknown('query', 'body')
@Controller('documents/:id')
@ForClients({ read: 'documents:write' })
export class DesktopUrlsController {
  constructor(private readonly giveUrl: GiveDesktopUrl) {}

  @ApiOperation({ summary: 'The URL that makes the document from its template on the desktop' })
  @ApiOkResponse({ standardSchema: desktopUrl })
  @Get('officeconnector_oneoffixx_url')
  async oneoffixx(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return { url: await this.giveUrl.execute(actor, id, 'oneoffixx') };
  }

  @ApiOperation({ summary: 'The URL that checks the document out and opens it on the desktop' })
  @ApiOkResponse({ standardSchema: desktopUrl })
  @Get('officeconnector_checkout_url')
  async checkout(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return { url: await this.giveUrl.execute(actor, id, 'checkout') };
  }

  @ApiOperation({ summary: 'The URL that opens the document on the desktop for looking at' })
  @ApiOkResponse({ standardSchema: desktopUrl })
  @Get('officeconnector_view_url')
  async view(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return { url: await this.giveUrl.execute(actor, id, 'view') };
  }

  @ApiOperation({ summary: 'A fresh URL for a program whose token ran out, in the browser' })
  @Get('@@checkout_documents')
  async again(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const url = await this.giveUrl.execute(actor, id, 'checkout');
    await reply.code(302).header('location', url).send();
  }
}
