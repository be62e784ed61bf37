import { Body, Controller, Post, Redirect } from '@nestjs/common';
import {
  CreateBlankDocument,
  CreateDocument,
  withRequestBytes,
  type BlankKind,
} from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import { newFormSchema, type NewForm } from '../desk.schema.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

const BLANKS: Record<NewForm['kind'], BlankKind> = {
  word: 'docx',
  cell: 'xlsx',
  slide: 'pptx',
  text: 'txt',
};

@DeskForms()
@Controller('documents')
export class NewDocumentsController {
  constructor(
    private readonly createDocument: CreateDocument,
    private readonly createBlank: CreateBlankDocument,
  ) {}

  /** Without script; with it, files are sent to the API one by one and show their progress. */
  @StreamBody()
  @Post()
  @Redirect()
  async upload(@CurrentActor() actor: Actor, @BodyBytes() body: IncomingBytes) {
    const { document } = await withRequestBytes(body.stream, (content) =>
      this.createDocument.execute(actor, {
        title: body.filename ?? '',
        content,
        declaredBytes: body.declaredBytes,
      }),
    );
    return seeOther(`/documents/${document.id}`);
  }

  @Post('new')
  @Redirect()
  async blank(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Body({ schema: newFormSchema }) { kind }: NewForm,
  ) {
    const title = messages.list.untitled[kind];
    const { document } = await this.createBlank.execute(actor, { kind: BLANKS[kind], title });
    return seeOther(`/edit/${document.id}`);
  }
}
