import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EditorConnectorSettings } from '../editor-connector/index.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { DeskPages } from './desk-page.decorator.js';
import { editQuerySchema, type EditQuery } from './desk.schema.js';
import { editPage } from './edit-page.js';
import { REGION } from './language/locale.js';
import { ShowEditor } from './show-editor.use-case.js';
import { CurrentVisit, type Visit } from './visit.decorator.js';

@DeskPages()
@Controller('edit')
export class EditPageController {
  constructor(
    private readonly showEditor: ShowEditor,
    private readonly settings: EditorConnectorSettings,
  ) {}

  @Get(':file_id')
  async show(
    @CurrentActor() actor: Actor,
    @CurrentVisit() { words, locale }: Visit,
    @Param('file_id') fileId: string,
    @Query({ schema: editQuerySchema }) { version }: EditQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { documentId, ...shown } = await this.showEditor.execute(actor, fileId);
    void reply.header(
      'content-security-policy',
      editorPolicy(new URL(this.settings.browserUrl).origin),
    );
    const task = { documentId, version, lang: REGION[locale] };
    return editPage({ task, ...shown }, words);
  }
}

/** As everywhere, with the Document Server's origin for its script and its frame, and for nothing else. */
const editorPolicy = (origin: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `frame-src ${origin}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
