import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { FindPeople } from '../access/index.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';

const MAX_SUGGESTIONS = 8;
const peopleQuerySchema = z.strictObject({ starting_with: z.string().max(100).default('') });
type PeopleQuery = z.output<typeof peopleQuerySchema>;

/** Suggestions for the field that takes the name of a person or group to share with. */
@ApiExcludeController()
@Controller('people')
export class PeopleController {
  constructor(private readonly findPeople: FindPeople) {}

  @Get()
  async suggest(
    @CurrentActor() actor: Actor,
    @Query({ schema: peopleQuerySchema }) { starting_with: start }: PeopleQuery,
  ) {
    // One more than needed: nobody shares with themselves.
    const { people, groups } = await this.findPeople.execute(start, MAX_SUGGESTIONS + 1);
    const others = people.filter(({ username }) => username !== actor.username);
    return {
      groups: groups
        .slice(0, MAX_SUGGESTIONS)
        .map(({ id, name, members }) => ({ id, name, members })),
      people: others.slice(0, MAX_SUGGESTIONS).map(({ username, displayName }) => ({
        username,
        display_name: displayName,
      })),
    };
  }
}
