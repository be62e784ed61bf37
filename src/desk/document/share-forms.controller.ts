import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { ShareDocument, UnshareDocument } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, leadTo } from '../desk-page.decorator.js';
import {
  shareFormSchema,
  unshareFormSchema,
  type ShareForm,
  type UnshareForm,
} from '../desk.schema.js';
import { sayInstead } from '../said-errors.js';
import { addressSaying } from '../said.js';

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
    return leadTo(
      await sayInstead(id, username, async () => {
        const share = await this.shareDocument.execute(actor, id, { username, role });
        return addressSaying(id, 'shared', share.username);
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
    return leadTo(addressSaying(id, 'unshared', username));
  }
}
