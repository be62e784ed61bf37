import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  recoveredVersionParams,
  recoveredVersionsQuery,
  recoveredVersionsSchema,
  recoveredVersionsToWire,
  type RecoveredVersionParams,
  type RecoveredVersionsQuery,
} from './recovered-versions.schema.js';
import { RecoveryNotices } from './recovery-notices.use-case.js';

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/recovered-versions')
@ForClients({ read: 'admin', write: 'admin' })
export class RecoveredVersionsController {
  constructor(private readonly notices: RecoveryNotices) {}

  @ApiOperation({
    summary: 'Saves that the Document Server could not deliver and that were fetched from it',
    description: 'Of the documents that the person sees, until they note them.',
  })
  @ApiOkResponse({ standardSchema: recoveredVersionsSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: recoveredVersionsQuery }) { limit, cursor }: RecoveredVersionsQuery,
  ) {
    const after = cursor && { foundAtMs: cursor[0], documentId: cursor[1], number: cursor[2] };
    return recoveredVersionsToWire(await this.notices.list(actor, { limit, after }));
  }

  @ApiOperation({ summary: 'Hides the notice for this person; others still see it' })
  @Delete(':document_id/:version')
  @HttpCode(204)
  async note(
    @CurrentActor() actor: Actor,
    @Param({ schema: recoveredVersionParams }) params: RecoveredVersionParams,
  ): Promise<void> {
    await this.notices.dismiss(actor, params.document_id, params.version);
  }
}
