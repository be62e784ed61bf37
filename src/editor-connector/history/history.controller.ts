import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import {
  authorsOf,
  versionNumber,
  versionPath,
  versionSchema,
  versionToWire,
} from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Public } from '../../platform/http/public.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import { CountFailuresOnly } from '../../platform/http/request-rate.js';
import { answerHeaders, NumberInPath } from '../../platform/http/openapi-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { sendWholeFile } from '../../platform/memory/send-and-wipe.js';
import { bearersOf } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityQuery, type CapabilityQuery } from '../sessions/sessions.schema.js';
import { HandOutChanges } from './hand-out-changes.use-case.js';
import {
  editorHistory,
  editorHistoryVersion,
  historyQuery,
  historyVersionQuery,
  restoreBody,
  restoreQuery,
  type HistoryQuery,
  type HistoryVersionQuery,
  type RestoreBody,
  type RestoreQuery,
} from './history.schema.js';
import { RestoreFromHistory } from './restore-from-history.use-case.js';
import { ShowHistory } from './show-history.use-case.js';
import { ShowHistoryVersion } from './show-history-version.use-case.js';

/** The history in the editor: arguments of its methods, in its own spelling. */
@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/history/:document_id')
@ForClients({ read: 'sessions', write: 'sessions' })
export class HistoryController {
  constructor(
    private readonly showHistory: ShowHistory,
    private readonly showVersion: ShowHistoryVersion,
    private readonly restoreFromHistory: RestoreFromHistory,
    private readonly people: People,
  ) {}

  @ApiOperation({ summary: 'onRequestHistory: the argument of refreshHistory' })
  @ApiOkResponse({ standardSchema: editorHistory })
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Query({ schema: historyQuery }) { lang, time_zone: timeZone }: HistoryQuery,
  ) {
    return this.showHistory.execute(actor, documentId, { lang, timeZone });
  }

  @ApiOperation({
    summary: 'onRequestHistoryData: the argument of setHistoryData, signed',
    description:
      'With `changesUrl` and `previous` where the differences can be shown: those since the editing of the session began.',
  })
  @ApiOkResponse({ standardSchema: editorHistoryVersion })
  @NumberInPath('version')
  @Get(':version')
  version(
    @CurrentActor() actor: Actor,
    @Param() { document_id: documentId, version }: VersionPath,
    @Query({ schema: historyVersionQuery }) query: HistoryVersionQuery,
  ) {
    const { session_id: sessionId, from } = query;
    const number = versionNumber(version);
    return this.showVersion.execute(actor, { documentId, number, sessionId, from });
  }

  @ApiOperation({ summary: 'onRequestRestore: a version, or a step towards it, becomes current' })
  @ApiCreatedResponse({ standardSchema: versionSchema, ...answerHeaders('Location') })
  @HttpCode(201)
  @Audited('version.restored', { document: 'document_id' })
  @Post('restore')
  async restore(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Query({ schema: restoreQuery }) query: RestoreQuery,
    @Body({ schema: restoreBody }) { version: number, url, file_type: fileType }: RestoreBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = await this.restoreFromHistory.execute(actor, {
      documentId,
      number,
      step: url === undefined ? undefined : { url, fileType },
      giveUpUnsaved: query.give_up_unsaved_changes,
    });
    void reply.header('location', versionPath(documentId, version));
    return versionToWire(version, await authorsOf([version], this.people));
  }
}

interface VersionPath {
  readonly document_id: string;
  readonly version: string;
}

/** Where the Document Server fetches what was typed. The capability in the URL is the credential. */
@ApiTags('Editor')
@Public()
@TakesUnknown('query')
@Controller('api/eurooffice/changes')
export class ChangesController {
  constructor(
    private readonly handOut: HandOutChanges,
    private readonly settings: EditorConnectorSettings,
  ) {}

  @ApiOperation({ summary: 'The archive of the changes of a version; capability and JWT' })
  @ApiOkResponse({
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  @CountFailuresOnly()
  @NumberInPath('version')
  @Get(':session_id/:version')
  async get(
    @Param() { session_id: sessionId, version }: ChangesPath,
    @Query({ schema: capabilityQuery }) { cap: capability }: CapabilityQuery,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tokens = bearersOf(headers, this.settings.jwtHeader);
    const named = { sessionId, versionNumber: versionNumber(version) };
    const archive = await this.handOut.execute({ ...named, capability, tokens });
    await sendWholeFile(reply, archive, 'application/zip');
  }
}

interface ChangesPath {
  readonly session_id: string;
  readonly version: string;
}
