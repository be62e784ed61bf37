import { Body, Controller, Get, Post, Put, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import { BLANK_KINDS, FILE_FAMILIES } from '../formats/blank-files.js';
import { documentSchema, documentToWire } from '../registry/documents.schema.js';
import { documentPath } from './content-headers.js';
import { CreateBlankDocument } from './create-document.use-case.js';
import { NewFileFamily } from './new-file-family.use-case.js';

const blankBody = z
  .strictObject({
    title: z.string().describe('The extension is added if it is missing'),
    file_type: z.enum(BLANK_KINDS),
    lang: z
      .string()
      .max(35)
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$/, 'must be a language tag, such as de-CH')
      .optional()
      .describe('Of the spelling; its country decides about the paper (A4 or Letter)'),
  })
  .meta({ id: 'BlankDocument' });

const familyBody = z.strictObject({
  family: z.enum(FILE_FAMILIES).nullable().describe("null: the installation's"),
});

const familySchema = z
  .object({
    family: z.enum(FILE_FAMILIES).describe('What new documents, sheets and presentations are'),
    is_chosen: z.boolean().describe("false: the installation's, KONTOR_NEW_FILES"),
  })
  .meta({ id: 'NewFileFamily' });

@ApiTags('Documents')
@ApiBearerAuth()
@Controller()
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class BlankDocumentsController {
  constructor(
    private readonly createBlank: CreateBlankDocument,
    private readonly families: NewFileFamily,
  ) {}

  @ApiOperation({ summary: 'Creates an empty document, in your language and on your paper' })
  @ApiCreatedResponse({ standardSchema: documentSchema, ...answerHeaders('Location') })
  @Audited('document.created')
  @Post('api/documents/blank')
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: blankBody }) body: z.output<typeof blankBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { title, file_type: kind, lang } = body;
    const view = await this.createBlank.execute(actor, { kind, title, lang });
    void reply.header('location', documentPath(view.document.id));
    return documentToWire(view);
  }

  @ApiOperation({ summary: 'Office Open XML or OpenDocument: what your new documents are' })
  @ApiOkResponse({ standardSchema: familySchema })
  @Get('api/me/new-files')
  async family(@CurrentActor() actor: Actor) {
    const { family, isChosen } = await this.families.show(actor);
    return { family, is_chosen: isChosen };
  }

  @ApiOperation({ summary: 'Chooses what your new documents are' })
  @ApiOkResponse({ standardSchema: familySchema })
  @Put('api/me/new-files')
  async choose(
    @CurrentActor() actor: Actor,
    @Body({ schema: familyBody }) body: z.output<typeof familyBody>,
  ) {
    const { family, isChosen } = await this.families.choose(actor, body.family);
    return { family, is_chosen: isChosen };
  }
}
