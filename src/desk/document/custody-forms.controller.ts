import { Controller, Param, Post, Redirect } from '@nestjs/common';
import { ChangeCustody } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import { redirectWithFlash } from '../said-errors.js';
import { flashUrl } from '../flash.js';

/** Making a document private needs no key of the person's; the way back does, and is the page's script's. */
@DeskForms()
@Controller('documents/:id/private')
export class CustodyFormsController {
  constructor(private readonly changeCustody: ChangeCustody) {}

  @Post()
  @Redirect()
  async makePrivate(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return seeOther(
      await redirectWithFlash(id, '', async () => {
        await this.changeCustody.execute(actor, id, { custody: 'zero-knowledge' });
        return flashUrl(id, 'private');
      }),
    );
  }
}
