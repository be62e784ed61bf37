import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Public } from '../../platform/http/public.js';
import { CountFailuresOnly } from '../../platform/http/request-rate.js';
import { sendPicture } from '../../platform/http/send-picture.js';
import type { Actor } from '../../platform/identity/actor.js';
import { AskForEditRights } from './ask-for-edit-rights.use-case.js';
import {
  editRightsSchema,
  mentionBody,
  mentionedSchema,
  peopleQuery,
  peopleSchema,
  personToWire,
  pictureQuery,
  type MentionBody,
  type PeopleQuery,
  type PictureQuery,
} from './asking.schema.js';
import { DocumentPeople } from './document-people.use-case.js';
import { HandOutPicture } from './hand-out-picture.use-case.js';
import { MentionPeople } from './mention-people.use-case.js';
import { PictureAddresses } from './picture-addresses.js';

/** What people ask each other from inside the editor. */
@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice')
@ForClients({ read: 'sessions', write: 'sessions' })
export class AskingController {
  constructor(
    private readonly people: DocumentPeople,
    private readonly pictures: PictureAddresses,
    private readonly mention: MentionPeople,
    private readonly askForEditRights: AskForEditRights,
  ) {}

  @ApiOperation({ summary: 'Who may see a document, for mentions and protection in the editor' })
  @ApiOkResponse({ standardSchema: peopleSchema })
  @Get('people/:document_id')
  async list(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Query({ schema: peopleQuery }) { id }: PeopleQuery,
  ) {
    const shown = { documentId, accountId: actor.id };
    const pictureOf = (personId: string): string => this.pictures.issue(personId, shown);
    const people = await this.people.execute(actor, documentId, id);
    return { people: people.map((person) => personToWire(person, pictureOf)) };
  }

  @ApiOperation({ summary: 'Tells people that they were mentioned in a comment' })
  @ApiOkResponse({ standardSchema: mentionedSchema })
  @HttpCode(200)
  @Post('mentions/:document_id')
  async tell(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Body({ schema: mentionBody }) body: MentionBody,
  ) {
    const { usernames = [], people: ids = [], text, action_link: place } = body;
    const mention = { documentId, usernames, ids, text, place };
    return { notified: await this.mention.execute(actor, mention) };
  }

  @ApiOperation({ summary: 'Asks the owner for the right to edit' })
  @ApiOkResponse({ standardSchema: editRightsSchema })
  @HttpCode(200)
  @Post('edit-rights/:document_id')
  async ask(@CurrentActor() actor: Actor, @Param('document_id') documentId: string) {
    return { state: await this.askForEditRights.execute(actor, documentId) };
  }
}

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** Faces in the editor, whose frame is another origin without sign-in. The capability in the address is the credential. */
@ApiTags('Editor')
@Public()
@Controller('api/eurooffice/pictures')
export class PictureInEditorController {
  constructor(private readonly handOut: HandOutPicture) {}

  @ApiOperation({ summary: "A person's photo, for the editor; capability" })
  @ApiOkResponse({ content: { 'image/jpeg': binary, 'image/png': binary } })
  @ApiNotFoundResponse({ description: 'The directory has none any more: `access/no-picture`' })
  @CountFailuresOnly()
  @Get(':person_id')
  async get(
    @Param('person_id') personId: string,
    @Query({ schema: pictureQuery }) { cap }: PictureQuery,
    @Headers('if-none-match') condition: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.headers({
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
    });
    sendPicture(reply, await this.handOut.execute(personId, cap), condition);
  }
}
