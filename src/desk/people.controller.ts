import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { Groups } from '../platform/identity/groups.js';
import { People } from '../platform/identity/people.js';

const MAX_SUGGESTIONS = 8;
const peopleQuerySchema = z.strictObject({ starting_with: z.string().max(100).default('') });
type PeopleQuery = z.output<typeof peopleQuerySchema>;

/** Suggestions for the field that takes the name of a person or group to share with. */
@ApiExcludeController()
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly groups: Groups,
  ) {}

  @Get()
  async suggest(
    @CurrentActor() actor: Actor,
    @Query({ schema: peopleQuerySchema }) { starting_with: start }: PeopleQuery,
  ) {
    const prefix = start.trim();
    // One more than needed: nobody shares with themselves.
    const found = prefix === '' ? [] : await this.people.startingWith(prefix, MAX_SUGGESTIONS + 1);
    const others = found.filter(({ username }) => username !== actor.username);
    const groups = await this.groups.search(prefix, MAX_SUGGESTIONS);
    return {
      groups: groups.map(({ id, name, members }) => ({ id, name, members })),
      people: others.slice(0, MAX_SUGGESTIONS).map(({ username, displayName }) => ({
        username,
        display_name: displayName,
      })),
    };
  }
}
