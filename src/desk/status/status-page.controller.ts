import { Controller, Get } from '@nestjs/common';
import { AdminOnly } from '../../access/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskPages } from '../desk-page.decorator.js';
import { ShowStatus } from './show-status.use-case.js';
import { statusPage } from './status-page.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

@DeskPages()
@AdminOnly()
@Controller('status')
export class StatusPageController {
  constructor(private readonly showStatus: ShowStatus) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentRequestContext() { messages }: RequestContext) {
    return statusPage(await this.showStatus.execute(actor, messages), messages);
  }
}
