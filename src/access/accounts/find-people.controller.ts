import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isAppError } from '../../platform/errors/app-error.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import { guardPicture, PICTURE_KEPT, sendPicture } from '../../platform/http/send-picture.js';
import {
  foundPeopleSchema,
  foundToWire,
  peopleQuerySchema,
  personPictureQuery,
  type PeopleQuery,
  type PersonPictureQuery,
} from './find-people.schema.js';
import { FindPeople } from './find-people.use-case.js';
import { PersonPictures } from './person-pictures.js';

/** What lies under it is seen. */
const BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
const binary = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('People and tokens')
@ApiBearerAuth()
@Controller('api/people')
@ForClients({ read: 'people:read' })
export class FindPeopleController {
  constructor(
    private readonly findPeople: FindPeople,
    private readonly pictures: PersonPictures,
  ) {}

  @ApiOperation({ summary: 'People and groups to share with, also those who never signed in' })
  @ApiOkResponse({ standardSchema: foundPeopleSchema })
  @Get()
  async find(@Query({ schema: peopleQuerySchema }) { q, limit }: PeopleQuery) {
    return foundToWire(await this.findPeople.execute(q, limit));
  }

  @ApiOperation({ summary: "A person's photo, as the directory has it" })
  @ApiOkResponse({
    content: { 'image/jpeg': binary, 'image/png': binary, 'image/svg+xml': binary },
    ...answerHeaders('ETag'),
  })
  @ApiNotFoundResponse({ description: 'The directory has none: `access/no-picture`' })
  @ApiServiceUnavailableResponse({ description: 'The directory does not answer' })
  @Get(':id/picture')
  async picture(
    @Param('id') id: string,
    @Query({ schema: personPictureQuery }) { or }: PersonPictureQuery,
    @Headers('if-none-match') condition: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    guardPicture(reply);
    try {
      sendPicture(reply, await this.pictures.of(id), condition);
    } catch (error) {
      if (or !== 'blank' || !isAppError(error)) throw error;
      const isNone = isAppError(error, 'access/no-picture');
      // Of a directory that is away nothing is kept: the face shows once it is back.
      const keep = isNone ? PICTURE_KEPT : 'private, no-store';
      void reply.header('cache-control', keep).type('image/svg+xml').send(BLANK);
    }
  }
}
