import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { GiveUpUnsavedChanges } from './give-up-unsaved-changes.use-case.js';

@ApiTags('Documents')
@ApiBearerAuth()
@Controller('api/documents/:id/unsaved-changes')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class UnsavedChangesController {
  constructor(private readonly giveUpUnsaved: GiveUpUnsavedChanges) {}

  @ApiOperation({
    summary: 'Gives up changes that the Document Server could not save; 409 while somebody edits',
  })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Delete()
  async giveUp(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.giveUpUnsaved.execute(actor, id);
  }
}
