import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DesktopErrorFilter } from '../links/desktop-error.filter.js';
import { DesktopRoute } from '../links/desktop.guard.js';
import { ShowInstruction } from './show-instruction.use-case.js';

@ApiTags('Office Connector')
@UseFilters(DesktopErrorFilter)
@TakesUnknown('query', 'body')
@Controller('documents/:id')
export class InstructionController {
  constructor(private readonly showInstruction: ShowInstruction) {}

  @ApiOperation({ summary: 'The Connect XML of a document without content; 404 for all others' })
  @ApiOkResponse({ content: { 'application/xml': { schema: { type: 'string' } } } })
  @DesktopRoute('oneoffixx')
  @Get('@@oneoffix_connect_xml')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply) {
    const xml = await this.showInstruction.execute(actor, id);
    // It contains a token: no cache may store it.
    await reply.header('cache-control', 'no-store').type('application/xml').send(xml);
  }
}
