import { Controller, HttpCode, Param, Post, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { StreamBody } from '../../platform/http/stream-body.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DesktopErrorFilter } from '../links/desktop-error.filter.js';
import { DesktopRoute } from '../links/desktop.guard.js';
import { LockDocument } from './lock-document.use-case.js';
import { lockBody, lockSchema, lockToWire } from './checkout.schema.js';
import { OptionalJson } from './optional-json.decorator.js';

/** The lock of the program that has the document open. A foreign lock is no error: `creator` shows whose it is. */
@ApiTags('Office Connector')
@UseFilters(DesktopErrorFilter)
@TakesUnknown('query', 'body')
@Controller('documents/:id')
export class LockController {
  constructor(private readonly lockDocument: LockDocument) {}

  @ApiOperation({ summary: 'Locks for ten minutes; answers the lock that is there' })
  @ApiOkResponse({ standardSchema: lockSchema })
  @DesktopRoute('checkout')
  @StreamBody()
  @HttpCode(200)
  @Post('@lock')
  async lock(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @OptionalJson(() => lockBody) { timeout }: z.infer<typeof lockBody>,
  ) {
    return lockToWire(await this.lockDocument.lock(actor, id, timeout));
  }

  @ApiOperation({ summary: 'Makes the lock last as long again' })
  @ApiOkResponse({ standardSchema: lockSchema })
  @DesktopRoute('checkout')
  @StreamBody()
  @HttpCode(200)
  @Post('@refresh-lock')
  async refresh(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return lockToWire(await this.lockDocument.refresh(actor, id));
  }

  @ApiOperation({ summary: 'Unlocks; a foreign lock stays and is answered' })
  @ApiOkResponse({ standardSchema: lockSchema })
  @DesktopRoute('checkout')
  @StreamBody()
  @HttpCode(200)
  @Post('@unlock')
  async unlock(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return lockToWire(await this.lockDocument.unlock(actor, id));
  }
}
