import { Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { ReplaceContent, withRequestBytes } from '../../documents/index.js';
import { GiveDesktopUrl } from '../../office-connector/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import { replacedQuerySchema, type ReplacedQuery } from '../desk.schema.js';
import { redirectWithFlash } from '../said-errors.js';
import { flashUrl } from '../flash.js';

/** The file of a document in and out of the desktop's programs, for browsers without script. */
@DeskForms()
@Controller('documents/:id')
export class DocumentFilesController {
  constructor(
    private readonly replaceContent: ReplaceContent,
    private readonly giveDesktopUrl: GiveDesktopUrl,
  ) {}

  /** `etag` is that of the content which the person saw; without it the document had none. */
  @StreamBody()
  @Post('content')
  @Redirect()
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: replacedQuerySchema }) { etag }: ReplacedQuery,
    @BodyBytes() { stream, declaredBytes }: IncomingBytes,
  ) {
    const condition =
      etag === undefined
        ? { ifMatch: undefined, ifNoneMatch: ['*'] }
        : { ifMatch: [etag], ifNoneMatch: undefined };
    return seeOther(
      await redirectWithFlash(id, '', async () => {
        const version = await withRequestBytes(stream, (content) =>
          this.replaceContent.execute(actor, id, { content, declaredBytes, ...condition }),
        );
        return flashUrl(id, 'replaced', String(version.number));
      }),
    );
  }

  @Get('office')
  @Redirect()
  async office(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return seeOther(
      await redirectWithFlash(id, '', () => this.giveDesktopUrl.execute(actor, id, 'checkout')),
    );
  }
}
