import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { People, type Person } from '../platform/identity/people.js';

const AT_MOST = 8;

/** Whom somebody may mean while typing a name to share with; never themselves. */
@Injectable()
export class SuggestPeople {
  constructor(private readonly people: People) {}

  async execute(actor: Actor, startingWith: string): Promise<readonly Person[]> {
    const prefix = startingWith.trim();
    if (prefix === '') return [];
    const people = await this.people.startingWith(prefix, AT_MOST + 1);
    return people.filter(({ username }) => username !== actor.username).slice(0, AT_MOST);
  }
}
