import { Controller, Param, Post, Redirect } from '@nestjs/common';
import { GiveUpUnsavedChanges } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import { redirectWithFlash } from '../said-errors.js';
import { flashUrl } from '../flash.js';

/** What the page offers about changes that the editor could not save, beside opening them. */
@DeskForms()
@Controller('documents/:id/unsaved-changes')
export class UnsavedFormsController {
  constructor(private readonly giveUpUnsaved: GiveUpUnsavedChanges) {}

  @Post('give-up')
  @Redirect()
  async giveUp(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return seeOther(
      await redirectWithFlash(id, '', async () => {
        await this.giveUpUnsaved.execute(actor, id);
        return flashUrl(id, 'given-up');
      }),
    );
  }
}
