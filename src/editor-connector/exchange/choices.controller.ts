import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { choicesQuery, choicesSchema, type ChoicesQuery } from './exchange.schema.js';
import { ListChoices } from './list-choices.use-case.js';

/** What a page of an application lets the person choose from: less than the list of documents says. */
@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/choices')
@ForClients({ read: 'documents:read' })
export class ChoicesController {
  constructor(private readonly choices: ListChoices) {}

  @ApiOperation({
    summary: "The person's documents that can go into the one that is open, by lend or as a source",
  })
  @ApiOkResponse({ standardSchema: choicesSchema })
  @Get(':document_id')
  async list(
    @CurrentActor() actor: Actor,
    @Param('document_id') openedId: string,
    @Query({ schema: choicesQuery }) { kind, q }: ChoicesQuery,
  ) {
    const wanted = { openedId, purpose: kind, query: q.trim() };
    const documents = await this.choices.forOpened(actor, wanted);
    return { choices: documents.map(({ id, title }) => ({ id, title })) };
  }
}
