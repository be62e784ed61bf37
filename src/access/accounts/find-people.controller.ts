import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import {
  foundPeopleSchema,
  foundToWire,
  peopleQuerySchema,
  type PeopleQuery,
} from './find-people.schema.js';
import { FindPeople } from './find-people.use-case.js';

@ApiTags('People and tokens')
@ApiBearerAuth()
@Controller('api/people')
@ForClients({ read: 'people:read' })
export class FindPeopleController {
  constructor(private readonly findPeople: FindPeople) {}

  @ApiOperation({ summary: 'People and groups to share with, also those who never signed in' })
  @ApiOkResponse({ standardSchema: foundPeopleSchema })
  @Get()
  async find(@Query({ schema: peopleQuerySchema }) { q, limit }: PeopleQuery) {
    return foundToWire(await this.findPeople.execute(q, limit));
  }
}
