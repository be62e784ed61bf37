import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { ConvertDocument } from '../../conversion/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { flashUrl, redirectWithFlash } from '../flash.js';
import { convertFormSchema, type ConvertForm } from './document.schema.js';

/** Continues a document in another format; what it was stays as the version before. */
@DeskRoutes()
@Controller('documents/:id/convert')
export class ConvertFormController {
  constructor(private readonly convertDocument: ConvertDocument) {}

  @Post()
  @Redirect()
  convert(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: convertFormSchema }) { to }: ConvertForm,
  ) {
    const act = async () => {
      const version = await this.convertDocument.execute(actor, id, { to });
      return flashUrl(id, 'converted', String(version.number));
    };
    return redirectWithFlash(id, act, to);
  }
}
