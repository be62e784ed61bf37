import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EditorConnectorSettings } from '../../editor-connector/index.js';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import { Assets } from '../../platform/http/assets.js';
import { isSentTo } from '../../platform/http/known-hosts.js';
import { Public } from '../../platform/http/public.js';
import { contentSecurityPolicy } from '../../platform/http/security-headers.js';
import { noSuchPage } from '../desk.errors.js';
import type { AssetUrl } from '../parts/layout.js';

export const FRAME_PATH = 'editor-frame';
const SCRIPT = 'desk/editor-frame.js';
const STYLE = 'desk/editor-frame.css';

/** All that the editor's host name serves. */
export const FRAME_PATHS: readonly string[] = [
  `/${FRAME_PATH}`,
  `/assets/${SCRIPT}`,
  `/assets/${SCRIPT}.map`,
  `/assets/${STYLE}`,
  `/assets/${STYLE}.map`,
];

/** SHA-256 of nothing. The Document Server's script gives its frame an `onmousewheel` attribute without content. */
const EMPTY_HANDLER = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The page in the frame of `/edit`, in an origin of its own: the only one that runs the Document Server's script. */
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
    // The Document Server's script and frame, inside a frame of our page, and no connection to anything else.
    void reply.header(
      'content-security-policy',
      contentSecurityPolicy({
        'script-src': `'self' ${documentServer} 'unsafe-hashes' ${EMPTY_HANDLER}`,
        'frame-src': documentServer,
        'img-src': undefined,
        'font-src': undefined,
        'connect-src': undefined,
        'worker-src': "'none'",
        'form-action': "'none'",
        'frame-ancestors': parentOrigin,
      }),
    );
    return editorFramePage(parentOrigin, (path) => this.assets.urlOf(path));
  }
}

/** Contains no text and no data of anybody: the page passes them by message (docs/formats/editor-frame.md). */
const editorFramePage = (parentOrigin: string, asset: AssetUrl): string => `<!doctype html>
<html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Editor</title>
<link rel="stylesheet" href="${asset(STYLE)}">
<body data-parent="${parentOrigin}">
<div id="editor"></div>
<script type="module" src="${asset(SCRIPT)}"></script>
</body>
</html>
`;
