import { Controller, Get, Injectable, UseGuards, type CanActivate } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../platform/http/client-scopes.js';
import { z } from 'zod';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import type { OfferedTemplates, Template, TemplateGroup } from './offered-templates.js';
import { routesOff } from './oneoffixx.errors.js';
import { TemplateCatalogue } from './template-catalogue.js';

const templateSchema = z.object({
  template_id: z.string(),
  title: z.string(),
  group_id: z.string(),
  group_title: z.string(),
  content_type: z.string(),
  file_type: z.string(),
  filename: z.string(),
  languages: z.array(z.number().int()),
});

const groupSchema = z.object({
  group_id: z.string(),
  title: z.string(),
  template_ids: z.array(z.string()),
});

const templatesSchema = z.object({
  templates: z
    .array(templateSchema)
    .describe('Whole: what Oneoffixx has, within the largest answer that is read from it'),
  favorites: z.array(z.string()),
  groups: z.array(groupSchema),
  default_group: z.string(),
  left_out: z
    .object({
      unknown_type: z.int().describe('Of a kind that no document can be made from here'),
      unnamed: z.int(),
      unreadable: z.int().describe('Entries without an id, or nothing at all'),
    })
    .describe('How many templates are not offered, and why'),
  failed_lists: z
    .array(z.enum(['groups', 'favorites']))
    .describe('Lists that the template backend did not hand out this time'),
});

@ApiTags('Templates')
@Controller('api/oneoffixx/templates')
@ForClients({ read: 'documents:read' })
export class TemplatesController {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  @Get()
  @ApiOperation({ summary: 'Templates that the signed-in person can make documents from' })
  @ApiOkResponse({ standardSchema: templatesSchema })
  async list(@CurrentActor() actor: Actor) {
    return toTemplates(await this.catalogue.templatesFor(actor));
  }
}

const toTemplates = (offered: OfferedTemplates): z.input<typeof templatesSchema> => ({
  templates: offered.templates.map(toTemplate),
  favorites: [...offered.favorites],
  groups: offered.groups.map(toGroup),
  default_group: offered.defaultGroup,
  left_out: {
    unknown_type: offered.leftOut.unknownType,
    unnamed: offered.leftOut.unnamed,
    unreadable: offered.leftOut.unreadable,
  },
  failed_lists: [...offered.failedLists],
});

const toTemplate = (template: Template): z.input<typeof templateSchema> => ({
  template_id: template.id,
  title: template.title,
  group_id: template.groupId,
  group_title: template.groupTitle,
  content_type: template.contentType,
  file_type: template.extension,
  filename: template.filename,
  languages: [...template.languages],
});

const toGroup = (group: TemplateGroup): z.input<typeof groupSchema> => ({
  group_id: group.id,
  title: group.title,
  template_ids: [...group.templateIds],
});

@Injectable()
class TemplatesGuard implements CanActivate {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  canActivate(): boolean {
    if (!this.catalogue.isConfigured) throw routesOff();
    return true;
  }
}

/** Without a template backend these routes answer 404, whatever the request. */
export const OnlyWithTemplates = () => UseGuards(TemplatesGuard);
