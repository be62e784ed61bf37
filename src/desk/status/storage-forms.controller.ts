import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { AdminOnly } from '../../access/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { StorageAdministration } from '../../storage/index.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import { drainFormSchema, type DrainForm } from '../desk.schema.js';

/** The buttons of the status page. */
@DeskForms()
@AdminOnly()
@Controller('status')
export class StorageFormsController {
  constructor(private readonly storage: StorageAdministration) {}

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

  @Post('scrub')
  @Redirect()
  async scrub(@CurrentActor() actor: Actor) {
    await this.storage.scrub(actor);
    return seeOther('/status');
  }
}
