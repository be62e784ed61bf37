import { Body, Controller, HttpCode, Post, Req, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DesktopAction } from '../links/desktop-tokens.js';
import { DesktopErrorFilter } from '../links/desktop-error.filter.js';
import { DesktopRoute } from '../links/desktop.guard.js';
import { ListPayloads } from './list-payloads.use-case.js';
import { documentIds, payloads } from './payloads.schema.js';

/** A desktop program fetches here what it needs for the documents of its token. */
@ApiTags('Office Connector')
@UseFilters(DesktopErrorFilter)
@TakesUnknown('query', 'body')
@Controller()
export class PayloadsController {
  constructor(private readonly listPayloads: ListPayloads) {}

  @ApiOperation({ summary: 'What making documents from their templates takes' })
  @ApiOkResponse({ standardSchema: payloads })
  @DesktopRoute('oneoffixx')
  @HttpCode(200)
  @Post('oc_oneoffixx')
  oneoffixx(
    @CurrentActor() actor: Actor,
    @Body({ schema: documentIds }) ids: string[],
    @Req() request: FastifyRequest,
  ) {
    return this.#list(actor, 'oneoffixx', granted(ids, request));
  }

  @ApiOperation({ summary: 'What editing documents on the desktop takes' })
  @ApiOkResponse({ standardSchema: payloads })
  @DesktopRoute('checkout')
  @HttpCode(200)
  @Post('oc_checkout')
  checkout(
    @CurrentActor() actor: Actor,
    @Body({ schema: documentIds }) ids: string[],
    @Req() request: FastifyRequest,
  ) {
    return this.#list(actor, 'checkout', granted(ids, request));
  }

  @ApiOperation({ summary: 'What looking at documents on the desktop takes' })
  @ApiOkResponse({ standardSchema: payloads })
  @DesktopRoute('view')
  @HttpCode(200)
  @Post('oc_view')
  view(
    @CurrentActor() actor: Actor,
    @Body({ schema: documentIds }) ids: string[],
    @Req() request: FastifyRequest,
  ) {
    return this.#list(actor, 'view', granted(ids, request));
  }

  #list(actor: Actor, action: DesktopAction, ids: readonly string[]) {
    return this.listPayloads.execute(actor, action, ids);
  }
}

/** A token is valid for its own documents; others are treated as not existing. */
const granted = (ids: readonly string[], { desktopGrant }: FastifyRequest): readonly string[] =>
  desktopGrant === undefined ? ids : ids.filter((id) => desktopGrant.documents.includes(id));
