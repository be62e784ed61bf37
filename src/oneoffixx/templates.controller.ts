import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { TemplateCatalogue } from './template-catalogue.js';
import { templatesSchema, toTemplates } from './templates.schema.js';

@ApiTags('Templates')
@Controller('api/oneoffixx/templates')
export class TemplatesController {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  @Get()
  @ApiOperation({ summary: 'Templates that the signed-in person can make documents from' })
  @ApiOkResponse({ standardSchema: templatesSchema })
  async list(@CurrentActor() actor: Actor) {
    return toTemplates(await this.catalogue.templatesFor(actor));
  }
}
