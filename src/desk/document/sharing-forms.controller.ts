import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { ChangeCustody, ShareDocument, UnshareDocument } from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { flashUrl, redirectWithFlash, seeOther } from '../flash.js';
import {
  shareFormSchema,
  unshareFormSchema,
  type ShareForm,
  type UnshareForm,
} from './document.schema.js';

/** The forms that change who can open a document. */
@DeskRoutes()
@Controller('documents/:id')
export class SharingFormsController {
  constructor(
    private readonly shareDocument: ShareDocument,
    private readonly unshareDocument: UnshareDocument,
    private readonly changeCustody: ChangeCustody,
  ) {}

  @Post('shares')
  @Redirect()
  share(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: shareFormSchema }) { username, role }: ShareForm,
  ) {
    const share = async () => {
      const { username: stored } = await this.shareDocument.execute(actor, id, { username, role });
      return flashUrl(id, 'shared', stored);
    };
    return redirectWithFlash(id, share, username);
  }

  @Post('shares/remove')
  @Redirect()
  async unshare(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: unshareFormSchema }) { username }: UnshareForm,
  ) {
    await this.unshareDocument.execute(actor, id, username);
    return seeOther(flashUrl(id, 'unshared', username));
  }

  /** Needs no key of the person. The way back does: the page's script calls the API for it. */
  @Post('private')
  @Redirect()
  makePrivate(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return redirectWithFlash(id, async () => {
      await this.changeCustody.execute(actor, id, { custody: 'zero-knowledge' });
      return flashUrl(id, 'private');
    });
  }
}
