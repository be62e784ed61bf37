import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { noteFailure } from '../../platform/http/request-origin.js';
import { BodyLimit } from '../../platform/http/unread-body.js';
import { Public } from '../../platform/http/public.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { CallbackAnswer } from './callback.js';
import { bearersOf } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityQuery, type CapabilityQuery } from '../sessions/sessions.schema.js';
import { callbackAnswer, callbackBody, type CallbackBody } from './callback.schema.js';
import { ReceiveCallback } from './receive-callback.use-case.js';

/** The Document Server reads only the status and the number in `error`. */
const WIRE: Record<CallbackAnswer, { readonly status: number; readonly error: 0 | 1 }> = {
  done: { status: 200, error: 0 },
  'set-apart': { status: 200, error: 1 },
  'kept-there': { status: 200, error: 1 },
  'try-again': { status: 503, error: 1 },
  refused: { status: 403, error: 1 },
};

const CALLBACKS = '/api/eurooffice/callback/:session_id';

/**
 * The history has an entry for each change of author, and is sent twice: some 120,000 entries fit. The Document Server
 * does not retry a callback that is refused as too large.
 */
const MAX_CALLBACK_BYTES = 32 * 1024 * 1024;

/** Where the Document Server reports who edits, and delivers saves. */
@ApiTags('Editor')
@Public()
@TakesUnknown('query', 'body')
@Controller('api/eurooffice/callback')
export class SaveCallbackController implements OnModuleInit {
  constructor(
    private readonly receive: ReceiveCallback,
    private readonly settings: EditorConnectorSettings,
    private readonly http: HttpAdapterHost<FastifyAdapter>,
  ) {}

  /**
   * A callback may be larger than any other body, so the capability in its URL is checked before a byte of the body is
   * read.
   */
  onModuleInit(): void {
    // The command line has no HTTP server.
    this.http.httpAdapter?.getInstance().addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url !== CALLBACKS || this.#isAdmitted(request)) return undefined;
      return reply.code(403).header('connection', 'close').send({ error: 1 });
    });
  }

  @ApiOperation({ summary: 'Reports of the Document Server; capability and JWT' })
  @ApiOkResponse({ standardSchema: callbackAnswer })
  @ApiForbiddenResponse({
    description: 'Wrong capability or token',
    standardSchema: callbackAnswer,
  })
  @ApiServiceUnavailableResponse({
    description: 'Deliver it again',
    standardSchema: callbackAnswer,
  })
  @BodyLimit(MAX_CALLBACK_BYTES)
  @Audited('version.saved')
  @Post(':session_id')
  @HttpCode(200)
  async report(
    @Param('session_id') sessionId: string,
    @Query({ schema: capabilityQuery }) { cap }: CapabilityQuery,
    @Body({ schema: callbackBody }) body: CallbackBody,
    @Headers() headers: Readonly<Record<string, string | string[] | undefined>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ error: 0 | 1 }> {
    const answer = await this.receive.execute({
      sessionId,
      capability: cap,
      bodyToken: body?.token,
      headerTokens: bearersOf(headers, this.settings.jwtHeader),
    });
    const { status, error } = WIRE[answer];
    if (error === 1) noteFailure(`editor-connector/save-${answer}`);
    void reply.code(status);
    return { error };
  }

  #isAdmitted({ params, query }: FastifyRequest): boolean {
    const { session_id: sessionId } = params as { session_id: string };
    const { cap } = query as { cap?: unknown };
    return this.receive.admits(sessionId, typeof cap === 'string' ? cap : '');
  }
}
