import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  auditPageSchema,
  auditPageToWire,
  auditQuerySchema,
  exportQuerySchema,
  filterOf,
  pageSchema,
} from './audit.schema.js';
import { linesOf, MEDIA_TYPES } from './export-lines.js';
import { ReadAuditLog } from './read-audit-log.use-case.js';

@ApiTags('Audit log')
@ApiBearerAuth()
@AdminOnly()
@ForClients({ read: 'admin' })
@Controller('api/admin/audit')
export class AuditController {
  constructor(private readonly read: ReadAuditLog) {}

  @ApiOperation({ summary: 'Who did what to what, the newest first; for administrators' })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuerySchema }) query: z.output<typeof auditQuerySchema>,
  ) {
    const { cursor, limit, ...filter } = query;
    return auditPageToWire(
      await this.read.page(actor, filterOf(filter), { before: cursor?.[0], limit }),
    );
  }

  @ApiOperation({
    summary: 'The same as JSON Lines or CEF, the oldest first; for administrators',
  })
  @ApiOkResponse({
    content: {
      'application/jsonl': { schema: { type: 'string' } },
      'text/plain': { schema: { type: 'string' } },
    },
    ...answerHeaders('Content-Disposition'),
  })
  @Audited('audit.exported')
  @Get('export')
  async export(
    @CurrentActor() actor: Actor,
    @Query({ schema: exportQuerySchema }) query: z.infer<typeof exportQuerySchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { format, ...filter } = query;
    const entries = await this.read.export(actor, filterOf(filter), format);
    void reply
      .type(MEDIA_TYPES[format])
      .header('content-disposition', `attachment; filename="kontor-audit.${format}"`)
      .send(Readable.from(linesOf(entries, format)));
  }
}

@ApiTags('Audit log')
@ApiBearerAuth()
@ForClients({ read: 'documents:read' })
@Controller('api/documents/:id/activity')
export class ActivityController {
  constructor(private readonly read: ReadAuditLog) {}

  @ApiOperation({ summary: 'The entries of a document, the newest first; for its owner' })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: pageSchema }) { cursor, limit }: z.output<typeof pageSchema>,
  ) {
    return auditPageToWire(await this.read.activity(actor, id, { before: cursor?.[0], limit }));
  }
}
