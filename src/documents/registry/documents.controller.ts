import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeleteDocument, RestoreDocument } from './delete-document.use-case.js';
import { DocumentViews } from './document-view.js';
import {
  documentListSchema,
  documentSchema,
  documentToWire,
  listQuerySchema,
  pageToWire,
  renameSchema,
} from './documents.schema.js';
import { ListDocuments } from './list-documents.use-case.js';
import { RenameDocument } from './rename-document.use-case.js';

@ApiTags('Documents')
@ApiBearerAuth()
@Controller('api/documents')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentsController {
  constructor(
    private readonly listDocuments: ListDocuments,
    private readonly views: DocumentViews,
    private readonly renameDocument: RenameDocument,
    private readonly deleteDocument: DeleteDocument,
    private readonly restoreDocument: RestoreDocument,
  ) {}

  @ApiOperation({ summary: 'Lists what you own and what others share with you' })
  @ApiOkResponse({ standardSchema: documentListSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuerySchema }) query: z.output<typeof listQuerySchema>,
  ) {
    return pageToWire(await this.listDocuments.execute(actor, { ...query, after: query.cursor }));
  }

  @ApiOperation({ summary: 'One document' })
  @ApiOkResponse({ standardSchema: documentSchema })
  @Get(':id')
  async get(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return documentToWire(await this.views.find(actor, id));
  }

  @ApiOperation({ summary: 'Renames, for open editors too; the extension stays' })
  @ApiOkResponse({ standardSchema: documentSchema })
  @Audited('document.renamed', { document: 'id' })
  @Patch(':id')
  async rename(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: renameSchema }) { title }: z.infer<typeof renameSchema>,
  ) {
    return documentToWire(await this.renameDocument.execute(actor, id, title));
  }

  @ApiOperation({ summary: 'Deletes; the owner can take it back' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Audited('document.deleted', { document: 'id' })
  @Delete(':id')
  async delete(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.deleteDocument.execute(actor, id);
  }

  @ApiOperation({ summary: 'Takes a deleted document back' })
  @ApiOkResponse({ standardSchema: documentSchema })
  @HttpCode(200)
  @Audited('document.restored', { document: 'id' })
  @Post(':id/restore')
  async restore(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return documentToWire(await this.restoreDocument.execute(actor, id));
  }
}
