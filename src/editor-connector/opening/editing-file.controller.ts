import { Controller, Get, Head, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { sendAndWipe } from '../../platform/memory/send-and-wipe.js';
import { CountFailuresOnly } from '../../platform/http/request-rate.js';
import { Public } from '../../platform/http/public.js';
import { byteRange, contentRange, type ByteRange } from '../../platform/http/byte-range.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import { bearersOf } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityQuery, type CapabilityQuery } from '../sessions/sessions.schema.js';
import { HandOutFile, type HandedOutFile } from './hand-out-file.use-case.js';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Where the Document Server fetches a document. The capability in the URL is the credential. */
@ApiTags('Editor')
@Public()
@TakesUnknown('query')
@Controller('api/eurooffice/file')
export class EditingFileController {
  constructor(
    private readonly handOut: HandOutFile,
    private readonly settings: EditorConnectorSettings,
  ) {}

  @ApiOperation({ summary: "Size of the session's version; capability and JWT" })
  @CountFailuresOnly()
  @Head(':session_id')
  async head(
    @Param('session_id') sessionId: string,
    @Query({ schema: capabilityQuery }) { cap }: CapabilityQuery,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.#file(sessionId, cap, headers);
    await wholeFile(reply, file).send();
  }

  @ApiOperation({ summary: "Bytes of the session's version; capability and JWT; ranges" })
  @ApiHeader({ name: 'Range', required: false })
  @ApiOkResponse({
    description: 'The bytes; 206 for a range of them, 416 for a range outside',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @CountFailuresOnly()
  @Audited('document.opened')
  @Get(':session_id')
  async get(
    @Param('session_id') sessionId: string,
    @Query({ schema: capabilityQuery }) { cap }: CapabilityQuery,
    @Headers() headers: RequestHeaders,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.#file(sessionId, cap, headers);
    const range = byteRange(headers.range, file.size);
    if (range === 'unsatisfiable') {
      await reply.code(416).header('content-range', contentRange(file.size)).send();
      return;
    }
    const stream = await file.stream(range);
    if (range === undefined) wholeFile(reply, file);
    else partOf(reply, file, range);
    await sendAndWipe(reply, stream);
  }

  #file(sessionId: string, capability: string, headers: RequestHeaders) {
    const tokens = bearersOf(headers, this.settings.jwtHeader);
    return this.handOut.execute({ sessionId, capability, tokens });
  }
}

const describe = (reply: FastifyReply, length: number): FastifyReply =>
  reply
    .header('content-type', 'application/octet-stream')
    .header('content-length', String(length))
    .header('accept-ranges', 'bytes')
    .header('content-disposition', 'attachment')
    .header('referrer-policy', 'no-referrer');

const wholeFile = (reply: FastifyReply, { size }: HandedOutFile): FastifyReply =>
  describe(reply.code(200), size);

const partOf = (reply: FastifyReply, { size }: HandedOutFile, range: ByteRange): FastifyReply =>
  describe(reply.code(206), range.end - range.start).header(
    'content-range',
    contentRange(size, range),
  );
