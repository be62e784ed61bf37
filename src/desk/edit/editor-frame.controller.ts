import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EditorConnectorSettings, FRAME_PATH } from '../../editor-connector/index.js';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import { Assets } from '../../platform/http/assets.js';
import { AllowedOrigins } from '../../platform/http/cross-origin.js';
import { isSentTo } from '../../platform/http/known-hosts.js';
import { Public } from '../../platform/http/public.js';
import { contentSecurityPolicy } from '../../platform/http/security-headers.js';
import { noSuchPage } from '../desk.errors.js';
import type { AssetUrl } from '../parts/layout.js';

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

const frameQuerySchema = z.strictObject({ parent: z.string().max(300).optional() });
type FrameQuery = z.output<typeof frameQuerySchema>;

/** SHA-256 of nothing. The Document Server's script gives its frame an `onmousewheel` attribute without content. */
const EMPTY_HANDLER = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * The page in the frame of `/edit`, in an origin of its own: the only one that runs the Document Server's script.
 * `?parent=` names the page of an application instead, by its origin. Each answer is for one parent: that one may frame
 * it, and its script speaks with no other.
 */
@ApiExcludeController()
@Controller(FRAME_PATH)
export class EditorFrameController {
  constructor(
    private readonly platform: PlatformSettings,
    private readonly settings: EditorConnectorSettings,
    private readonly assets: Assets,
    private readonly origins: AllowedOrigins,
  ) {}

  @Public()
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @Query({ schema: frameQuerySchema }) { parent }: FrameQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { editorUrl } = this.platform;
    if (editorUrl !== undefined && !isSentTo(editorUrl, request)) throw noSuchPage();
    const parentOrigin = await this.#parentOrigin(parent);
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

  /**
   * Ours, or one that an administrator gave to an application. In the public origin the frame is for our own page only:
   * there, what runs in it could act as whoever is signed in.
   */
  async #parentOrigin(parent: string | undefined): Promise<string> {
    const { editorUrl, publicUrl } = this.platform;
    const own = new URL(publicUrl).origin;
    if (parent === undefined || parent === own) return own;
    if (editorUrl === undefined || !(await this.origins.allows(parent))) throw noSuchPage();
    return parent;
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
