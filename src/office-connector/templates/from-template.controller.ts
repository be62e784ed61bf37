import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { documentPath } from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import { CreateFromTemplate } from './create-from-template.use-case.js';
import { OnlyWithTemplates } from '../../oneoffixx/index.js';
import {
  createdSchema,
  fromTemplateSchema,
  toCreated,
  toInput,
  type FromTemplateBody,
} from './from-template.schema.js';

@ApiTags('Templates')
@ApiBearerAuth()
@OnlyWithTemplates()
@Controller('api/oneoffixx/documents')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class FromTemplateController {
  constructor(private readonly createFromTemplate: CreateFromTemplate) {}

  @ApiOperation({
    summary: 'Starts a document from a template; its content comes from the desktop',
  })
  @ApiCreatedResponse({ standardSchema: createdSchema, ...answerHeaders('Location') })
  @Audited('document.created')
  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: fromTemplateSchema }) body: FromTemplateBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const created = await this.createFromTemplate.execute(actor, toInput(body));
    void reply.header('location', documentPath(created.document.document.id));
    return toCreated(created);
  }
}
