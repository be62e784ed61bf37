import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { peopleQuerySchema, type PeopleQuery } from './desk.schema.js';
import { SuggestPeople } from './suggest-people.use-case.js';

/** For the field in which one types whom to share with. */
@ApiExcludeController()
@Controller('people')
export class PeopleController {
  constructor(private readonly suggestPeople: SuggestPeople) {}

  @Get()
  async suggest(
    @CurrentActor() actor: Actor,
    @Query({ schema: peopleQuerySchema }) query: PeopleQuery,
  ) {
    const people = await this.suggestPeople.execute(actor, query.starting_with);
    return {
      people: people.map(({ username, displayName }) => ({
        username,
        display_name: displayName,
      })),
    };
  }
}
