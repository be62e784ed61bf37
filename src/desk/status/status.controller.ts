import { Body, Controller, Get, Param, Post, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { StorageAdministration } from '../../storage/index.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { ShowStatus } from './show-status.use-case.js';
import { statusPage } from './status-page.js';

const drainFormSchema = z.strictObject({ to: z.enum(['drain', 'undrain']) });
type DrainForm = z.output<typeof drainFormSchema>;

/** The status page and its buttons. */
@DeskRoutes()
@AdminOnly()
@Controller('status')
export class StatusController {
  constructor(
    private readonly showStatus: ShowStatus,
    private readonly storage: StorageAdministration,
  ) {}

  @HtmlPage()
  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentRequestContext() context: RequestContext) {
    return statusPage(await this.showStatus.execute(actor, context), context.messages);
  }

  @Audited('settings.changed', { storage: 'name' })
  @Post('providers/:name')
  @Redirect()
  async drain(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body({ schema: drainFormSchema }) { to }: DrainForm,
  ) {
    await this.storage[to](actor, name);
    return seeOther('/status');
  }

  @Audited('settings.changed')
  @Post('scrub')
  @Redirect()
  async scrub(@CurrentActor() actor: Actor) {
    await this.storage.scrub(actor);
    return seeOther('/status');
  }
}
