import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EditorConnectorSettings } from '../../editor-connector/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskPages } from '../desk-page.decorator.js';
import { editQuerySchema, type EditQuery } from '../desk.schema.js';
import { editPage } from './edit-page.js';
import { FRAME_PATH } from './editor-frame-page.js';
import { LANGUAGE_TAGS } from '../language/locale.js';
import { ShowEditor } from './show-editor.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

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
    @CurrentRequestContext() { messages, locale }: RequestContext,
    @Param('file_id') documentId: string,
    @Query({ schema: editQuerySchema }) { version }: EditQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const shown = await this.showEditor.execute(actor, { documentId, version });
    const { editorUrl } = this.settings;
    void reply.header('content-security-policy', editorPolicy(editorUrl));
    const task = {
      documentId: shown.documentId,
      version: shown.earlier?.number,
      lang: LANGUAGE_TAGS[locale],
      title: shown.title,
      frameUrl: `${editorUrl}/${FRAME_PATH}`,
      isPrivate: shown.isPrivate,
    };
    return editPage({ task, ...shown }, messages);
  }
}

/** As everywhere, with the editor's frame. No script but ours runs in this page. */
const editorPolicy = (editorUrl: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `frame-src ${editorUrl}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
