import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { ALL_ALLOWED, ChangeCustody, type ShareSwitches } from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ShareByForm, UnshareByForm } from './document-shares.use-case.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { flashUrl, redirectWithFlash, seeOther } from '../flash.js';
import {
  makePrivateFormSchema,
  shareFormSchema,
  unshareFormSchema,
  type MakePrivateForm,
  type ShareForm,
  type UnshareForm,
} from './document.schema.js';

/** The forms that change who can open a document. */
@DeskRoutes()
@Controller('documents/:id')
export class SharingFormsController {
  constructor(
    private readonly shareByForm: ShareByForm,
    private readonly unshareByForm: UnshareByForm,
    private readonly changeCustody: ChangeCustody,
  ) {}

  @Audited('document.shared', { document: 'id' })
  @Post('shares')
  @Redirect()
  share(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: shareFormSchema }) form: ShareForm,
  ) {
    const switches = switchesOf(form);
    const share = async () => {
      const shared = await this.shareByForm.execute(actor, id, { ...form, switches });
      if (shared === undefined) return flashUrl(id, 'group-shared');
      return flashUrl(id, shared.key === 'none' ? 'shared-keyless' : 'shared', shared.username);
    };
    return redirectWithFlash(id, share, form.username);
  }

  @Audited('document.unshared', { document: 'id' })
  @Post('shares/remove')
  @Redirect()
  async unshare(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: unshareFormSchema }) form: UnshareForm,
  ) {
    await this.unshareByForm.execute(actor, id, form);
    if (form.group) return seeOther(flashUrl(id, 'group-unshared'));
    return seeOther(flashUrl(id, 'unshared', form.username));
  }

  /** Needs no key of the person. The way back does: the page's script calls the API for it. */
  @Audited('custody.changed', { document: 'id' })
  @Post('private')
  @Redirect()
  makePrivate(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: makePrivateFormSchema }) form: MakePrivateForm,
  ) {
    const accept = form.accept === 'yes';
    return redirectWithFlash(id, async () => {
      await this.changeCustody.execute(actor, id, { custody: 'zero-knowledge', accept });
      return flashUrl(id, 'private');
    });
  }
}

/** A form without switches keeps nothing back. */
const switchesOf = ({ switches, download, print, copy }: ShareForm): ShareSwitches =>
  switches === undefined
    ? ALL_ALLOWED
    : { download: download === '1', print: print === '1', copy: copy === '1' };
