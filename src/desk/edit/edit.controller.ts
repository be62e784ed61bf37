import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ShowKeyWait } from '../../documents/index.js';
import { EditorConnectorSettings, FRAME_PATH } from '../../editor-connector/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { contentSecurityPolicy } from '../../platform/http/security-headers.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { editPage } from './edit-page.js';
import { LANGUAGE_TAGS } from '../language/locale.js';
import { ShowEditor } from './show-editor.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

const editQuerySchema = z.object({
  version: z.coerce.number().int().min(1).optional().catch(undefined),
  action: z.string().max(4096).transform(placeIn).optional().catch(undefined),
  convert: z.literal('1').optional().catch(undefined),
  history: z.coerce.number().int().min(1).optional().catch(undefined),
  from: z.coerce.number().int().min(1).optional().catch(undefined),
  download_as: z
    .string()
    .regex(/^[a-z0-9]{1,16}$/)
    .optional()
    .catch(undefined),
});
/** A place in the document, in the editor's words; the API checks it. Anything else opens at the start. */
function placeIn(text: string): object | undefined {
  try {
    const place: unknown = JSON.parse(text);
    return typeof place === 'object' && place !== null ? place : undefined;
  } catch {
    return undefined;
  }
}
type EditQuery = z.output<typeof editQuerySchema>;

@DeskRoutes()
@Controller('edit')
export class EditController {
  constructor(
    private readonly showEditor: ShowEditor,
    private readonly settings: EditorConnectorSettings,
    private readonly keyWait: ShowKeyWait,
  ) {}

  @HtmlPage()
  @Audited('document.opened', { document: 'file_id' })
  @Get(':file_id')
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages, locale }: RequestContext,
    @Param('file_id') documentId: string,
    @Query({ schema: editQuerySchema }) query: EditQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { version, convert, action, history, from, download_as: downloadAs } = query;
    const shown = await this.showEditor.execute(actor, { documentId, version });
    const { editorUrl } = this.settings;
    // As on every page, with the editor's frame. Only our own scripts run in this page.
    void reply.header('content-security-policy', contentSecurityPolicy({ 'frame-src': editorUrl }));
    const task = {
      documentId: shown.documentId,
      version: shown.earlier?.number,
      lang: LANGUAGE_TAGS[locale],
      title: shown.title,
      frameUrl: `${editorUrl}/${FRAME_PATH}`,
      isPrivate: shown.isPrivate,
      isPrivateForm: shown.isPrivateForm,
      convert: convert !== undefined,
      isOwner: shown.isOwner,
      username: actor.username,
      roles: messages.share.roles,
      actionLink: action,
      history: shown.isPrivate ? undefined : history,
      from: shown.isPrivate ? undefined : from,
      downloadAs,
    };
    const isKeyless =
      shown.isPrivate && (await this.keyWait.execute(actor, documentId)) !== undefined;
    const problem = isKeyless ? ({ reason: 'keyless' } as const) : shown.problem;
    return editPage({ task, ...shown, problem }, messages);
  }
}
