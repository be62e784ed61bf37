import { Body, Controller, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/http/public.js';
import type { CallbackAnswer } from './callback.js';
import { bearerOf } from './document-server-tokens.js';
import {
  callbackAnswer,
  callbackBody,
  capabilityQuery,
  type CallbackBody,
  type CapabilityQuery,
} from './editor-connector.schema.js';
import { ReceiveCallback } from './receive-callback.use-case.js';

/** The Document Server looks at nothing but the status and the number in `error`. */
const WIRE: Record<CallbackAnswer, { readonly status: number; readonly error: 0 | 1 }> = {
  done: { status: 200, error: 0 },
  'kept-there': { status: 200, error: 1 },
  'try-again': { status: 503, error: 1 },
  refused: { status: 403, error: 1 },
};

/** Where the Document Server reports who edits and delivers what they saved. */
@ApiTags('Editor')
@Public()
@Controller('api/eurooffice/callback')
export class SaveCallbackController {
  constructor(private readonly receive: ReceiveCallback) {}

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
  @Post(':session_id')
  @HttpCode(200)
  async report(
    @Param('session_id') sessionId: string,
    @Query({ schema: capabilityQuery }) { cap }: CapabilityQuery,
    @Body({ schema: callbackBody }) body: CallbackBody,
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ error: 0 | 1 }> {
    const { status, error } =
      WIRE[
        await this.receive.execute({
          sessionId,
          capability: cap,
          bodyToken: body?.token,
          headerToken: bearerOf(authorization),
        })
      ];
    void reply.code(status);
    return { error };
  }
}
