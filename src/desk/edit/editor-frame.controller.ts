import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EditorConnectorSettings } from '../../editor-connector/index.js';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import { Assets } from '../../platform/http/assets.js';
import { isSentTo } from '../../platform/http/known-hosts.js';
import { Public } from '../../platform/http/public.js';
import { noSuchPage } from '../desk.errors.js';
import { editorFramePage, editorFramePolicy, FRAME_PATH } from './editor-frame-page.js';

/** The page inside our own page's frame, in an origin of its own: it alone runs the Document Server's script. */
@ApiExcludeController()
@Controller(FRAME_PATH)
export class EditorFrameController {
  constructor(
    private readonly platform: PlatformSettings,
    private readonly settings: EditorConnectorSettings,
    private readonly assets: Assets,
  ) {}

  @Public()
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const { editorUrl, publicUrl } = this.platform;
    if (editorUrl !== undefined && !isSentTo(editorUrl, request)) throw noSuchPage();
    const parentOrigin = new URL(publicUrl).origin;
    const documentServer = new URL(this.settings.browserUrl).origin;
    void reply.header(
      'content-security-policy',
      editorFramePolicy({ parentOrigin, documentServer }),
    );
    return editorFramePage(parentOrigin, (path) => this.assets.urlOf(path));
  }
}
