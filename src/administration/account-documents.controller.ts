import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminOnly } from '../access/index.js';
import { Audited } from '../platform/audit/audited-route.js';
import { ForClients } from '../platform/http/client-scopes.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import { cursorOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/identity/actor.js';
import {
  accountDocumentsQuery,
  accountDocumentsSchema,
  ownedDocumentToWire,
  type AccountDocumentsQuery,
} from './account-documents.schema.js';
import { ListAccountDocuments } from './list-account-documents.use-case.js';

@ApiTags('Administration')
@ApiBearerAuth()
@AdminOnly()
@ForClients({ read: 'admin', write: 'admin' })
@Controller('api/admin/accounts/:account_id/documents')
export class AccountDocumentsController {
  constructor(private readonly listDocuments: ListAccountDocuments) {}

  @ApiOperation({
    summary: 'The documents of an account, to hand over some of them: without their titles',
  })
  @ApiOkResponse({ standardSchema: accountDocumentsSchema })
  @Audited('account.documents-listed', { account: 'account_id' })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Query({ schema: accountDocumentsQuery }) { cursor, limit }: AccountDocumentsQuery,
  ) {
    const page = { after: cursor?.[0], limit };
    const { documents, total, next } = await this.listDocuments.execute(actor, id, page);
    return {
      documents: documents.map(ownedDocumentToWire),
      total,
      next_cursor: cursorOf(next === undefined ? undefined : [next]),
    };
  }
}
