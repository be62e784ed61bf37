import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { ShareDocument, UnshareDocument } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import {
  shareFormSchema,
  unshareFormSchema,
  type ShareForm,
  type UnshareForm,
} from '../desk.schema.js';
import { redirectWithFlash } from '../said-errors.js';
import { flashUrl } from '../flash.js';

@DeskForms()
@Controller('documents/:id/shares')
export class ShareFormsController {
  constructor(
    private readonly shareDocument: ShareDocument,
    private readonly unshareDocument: UnshareDocument,
  ) {}

  @Post()
  @Redirect()
  async share(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: shareFormSchema }) { username, role }: ShareForm,
  ) {
    return seeOther(
      await redirectWithFlash(id, username, async () => {
        const share = await this.shareDocument.execute(actor, id, { username, role });
        return flashUrl(id, 'shared', share.username);
      }),
    );
  }

  @Post('remove')
  @Redirect()
  async unshare(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: unshareFormSchema }) { username }: UnshareForm,
  ) {
    await this.unshareDocument.execute(actor, id, username);
    return seeOther(flashUrl(id, 'unshared', username));
  }
}
