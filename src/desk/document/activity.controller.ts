import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ReadAuditLog, type ChainedEntry } from '../../audit/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { PeopleNames, type Named } from '../people-names.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { activityPage } from './activity-page.js';

const ON_A_PAGE = 50;

const shownQuery = z.object({ cursor: z.coerce.number().int().min(1).optional().catch(undefined) });

/** What happened to a document, for its owner. */
@DeskRoutes()
@Controller('documents/:id/activity')
export class ActivityPageController {
  constructor(
    private readonly log: ReadAuditLog,
    private readonly names: PeopleNames,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: shownQuery }) { cursor }: z.output<typeof shownQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const wish = { before: cursor, limit: ON_A_PAGE };
    const { entries, nextBefore } = await this.log.activity(actor, id, wish);
    const named = await this.names.of(
      new Set(entries.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]))),
    );
    const shown = entries.map((entry) => ({
      ...entry,
      who: whoOf(entry, named),
    }));
    const moreHref =
      nextBefore === undefined ? undefined : `/documents/${id}/activity?cursor=${nextBefore}`;
    return activityPage({ id, entries: shown, moreHref }, messages);
  }
}

/** An application has a name and no account that a person could have. */
function whoOf({ actorId, actor }: Pick<ChainedEntry, 'actorId' | 'actor'>, named: Named) {
  if (actorId !== null) return named(actorId, actor);
  return actor === null ? null : { username: actor, displayName: actor };
}
