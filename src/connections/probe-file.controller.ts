import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/http/public.js';
import { TakesUnknown } from '../platform/http/strict-input.js';
import { probeQuery, type ProbeQuery } from './connections.schema.js';
import { ProbeAnswers, type ProbeAnswer } from './probe-answers.js';

type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Serves the tiny file whose fetch proves that the Document Server reaches Kontor. */
@ApiTags('Operations')
@Public()
@TakesUnknown('query')
@Controller('api/eurooffice/probe')
export class ProbeFileController {
  constructor(private readonly answers: ProbeAnswers) {}

  @Get(':id')
  @ApiOperation({ summary: 'A tiny file for the check of connections; capability and JWT' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async file(
    @Param('id') id: string,
    @Query({ schema: probeQuery }) { cap }: ProbeQuery,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await answer(reply, this.answers.file({ id, capability: cap, headers }));
  }

  @Get(':id/sight')
  @ApiOperation({ summary: 'Whether the Document Server fetched that file, and how; capability' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  async sight(
    @Param('id') id: string,
    @Query({ schema: probeQuery }) { cap }: ProbeQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await answer(reply, this.answers.sight({ id, capability: cap, headers: {} }));
  }
}

const answer = (reply: FastifyReply, { status, type, body }: ProbeAnswer) =>
  reply.code(status).header('content-type', type).send(body);
