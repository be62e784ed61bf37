import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { bearersOf, EditorConnectorSettings } from '../editor-connector/index.js';
import { Public } from '../platform/http/public.js';
import { CountFailuresOnly } from '../platform/http/request-rate.js';
import { TakesUnknown } from '../platform/http/strict-input.js';
import { sendWholeFile } from '../platform/memory/send-and-wipe.js';
import { sourceQuery, type SourceQuery } from './conversion.schema.js';
import { HandOutSource } from './hand-out-source.use-case.js';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Where the Document Server fetches what it converts. The capability in the URL is the credential. */
@ApiTags('Editor')
@Public()
@TakesUnknown('query')
@Controller('api/eurooffice/conversion')
export class ConversionSourceController {
  constructor(
    private readonly handOut: HandOutSource,
    private readonly settings: EditorConnectorSettings,
  ) {}

  @ApiOperation({ summary: 'The version that is converted; capability and JWT' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @CountFailuresOnly()
  @Get(':key')
  async get(
    @Param('key') conversionKey: string,
    @Query({ schema: sourceQuery }) { cap }: SourceQuery,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tokens = bearersOf(headers, this.settings.jwtHeader);
    const source = await this.handOut.execute({ conversionKey, capability: cap, tokens });
    await sendWholeFile(reply, source);
  }
}
