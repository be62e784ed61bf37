import { Controller, Param, Post, Redirect } from '@nestjs/common';
import { ChangeCustody } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, leadTo } from '../desk-page.decorator.js';
import { sayInstead } from '../said-errors.js';
import { addressSaying } from '../said.js';

/** Making a document private needs no key of the person's; the way back does, and is the page's script's. */
@DeskForms()
@Controller('documents/:id/private')
export class CustodyFormsController {
  constructor(private readonly changeCustody: ChangeCustody) {}

  @Post()
  @Redirect()
  async makePrivate(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return leadTo(
      await sayInstead(id, '', async () => {
        await this.changeCustody.execute(actor, id, { custody: 'zero-knowledge' });
        return addressSaying(id, 'private');
      }),
    );
  }
}
