import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import {
  GiveUpUnsavedChanges,
  ReplaceContent,
  RestoreVersion,
  withRequestBytes,
} from '../../documents/index.js';
import { RecoveryNotices } from '../../editor-connector/index.js';
import { GiveDesktopUrl } from '../../office-connector/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { flashUrl, redirectWithFlash, seeOther } from '../flash.js';
import {
  dismissFormSchema,
  replacedQuerySchema,
  versionNumberSchema,
  type DismissForm,
  type ReplacedQuery,
} from './document.schema.js';

/** The forms about the content of a document: a new version, an earlier one, unsaved changes, the desktop. */
@DeskRoutes()
@Controller('documents/:id')
export class ContentFormsController {
  constructor(
    private readonly replaceContent: ReplaceContent,
    private readonly restoreVersion: RestoreVersion,
    private readonly discardUnsaved: GiveUpUnsavedChanges,
    private readonly notices: RecoveryNotices,
    private readonly giveDesktopUrl: GiveDesktopUrl,
  ) {}

  /** `etag` is that of the content which the person saw; without it the document had none. */
  @StreamBody()
  @Audited('version.saved', { document: 'id' })
  @Post('content')
  @Redirect()
  replace(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: replacedQuerySchema }) { etag }: ReplacedQuery,
    @BodyBytes() { stream, declaredBytes }: IncomingBytes,
  ) {
    const condition =
      etag === undefined
        ? { ifMatch: undefined, ifNoneMatch: ['*'] }
        : { ifMatch: [etag], ifNoneMatch: undefined };
    return redirectWithFlash(id, async () => {
      const version = await withRequestBytes(stream, (content) =>
        this.replaceContent.execute(actor, id, { content, declaredBytes, ...condition }),
      );
      return flashUrl(id, 'replaced', String(version.number));
    });
  }

  @Get('office')
  @Redirect()
  openInOffice(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return redirectWithFlash(id, () => this.giveDesktopUrl.execute(actor, id, 'checkout'));
  }

  @Audited('version.restored', { document: 'id' })
  @Post('versions/:number/restore')
  @Redirect()
  restore(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number', { schema: versionNumberSchema }) number: number,
  ) {
    return redirectWithFlash(id, async () => {
      const version = await this.restoreVersion.execute(actor, id, number);
      return flashUrl(id, 'restored', String(version.number));
    });
  }

  @Post('versions/:number/noted')
  @Redirect()
  async dismiss(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number', { schema: versionNumberSchema }) number: number,
    @Body({ schema: dismissFormSchema }) { from }: DismissForm,
  ) {
    await this.notices.dismiss(actor, id, number);
    return seeOther(from === 'list' ? '/' : `/documents/${id}`);
  }

  @Post('unsaved-changes/give-up')
  @Redirect()
  discard(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return redirectWithFlash(id, async () => {
      await this.discardUnsaved.execute(actor, id);
      return flashUrl(id, 'discarded');
    });
  }
}
