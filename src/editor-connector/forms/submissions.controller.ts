import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ListSubmissions } from './list-submissions.use-case.js';
import {
  submissionFilterOf,
  submissionsQuery,
  submissionsSchema,
  submissionsToWire,
  type SubmissionsQuery,
} from './submissions.schema.js';

/** Forms that were filled in and submitted. */
@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/submissions')
@ForClients({ read: 'documents:read' })
export class SubmissionsController {
  constructor(private readonly submissions: ListSubmissions) {}

  @ApiOperation({ summary: 'What was submitted of a form, as far as the person may see it' })
  @ApiOkResponse({ standardSchema: submissionsSchema })
  @Get(':document_id')
  async list(
    @CurrentActor() actor: Actor,
    @Param('document_id') formId: string,
    @Query({ schema: submissionsQuery }) query: SubmissionsQuery,
  ) {
    const page = await this.submissions.execute(actor, formId, submissionFilterOf(query));
    return submissionsToWire(page);
  }
}
