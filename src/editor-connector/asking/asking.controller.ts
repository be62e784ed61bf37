import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { AskForEditRights } from './ask-for-edit-rights.use-case.js';
import {
  editRightsSchema,
  mentionBody,
  mentionedSchema,
  peopleQuery,
  peopleSchema,
  personToWire,
  type MentionBody,
  type PeopleQuery,
} from './asking.schema.js';
import { DocumentPeople } from './document-people.use-case.js';
import { MentionPeople } from './mention-people.use-case.js';

/** What people ask each other from inside the editor. */
@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice')
@ForClients({ read: 'sessions', write: 'sessions' })
export class AskingController {
  constructor(
    private readonly people: DocumentPeople,
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
    return { people: (await this.people.execute(actor, documentId, id)).map(personToWire) };
  }

  @ApiOperation({ summary: 'Tells people that they were mentioned in a comment' })
  @ApiOkResponse({ standardSchema: mentionedSchema })
  @HttpCode(200)
  @Post('mentions/:document_id')
  async tell(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Body({ schema: mentionBody }) { usernames, text, action_link: place }: MentionBody,
  ) {
    const mention = { documentId, usernames, text, place };
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
