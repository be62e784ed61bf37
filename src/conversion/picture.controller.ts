import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ForClients } from '../platform/http/client-scopes.js';
import { quoted } from '../platform/http/etags.js';
import { isAppError } from '../platform/errors/app-error.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import { answerHeaders } from '../platform/http/openapi-headers.js';
import type { Actor } from '../platform/identity/actor.js';
import { sendAndWipe } from '../platform/memory/send-and-wipe.js';
import { pictureQuery, type PictureQuery } from './conversion.schema.js';
import type { PictureKind } from './part-orders.js';
import { ShowPicture } from './show-picture.use-case.js';

const RETRY_AFTER_SECONDS = 2;

/** Nothing in the file may act, wherever it is shown. A browser's own PDF viewer does not start in a sandbox. */
const POLICIES: Readonly<Record<PictureKind, string>> = {
  thumbnail: "default-src 'none'; frame-ancestors 'none'; sandbox",
  preview: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
};
const TYPES: Readonly<Record<PictureKind, string>> = {
  thumbnail: 'image/png',
  preview: 'application/pdf',
};

const MadeLater = () =>
  ApiAcceptedResponse({
    description: 'Being made; ask again after `Retry-After`',
    ...answerHeaders('Retry-After'),
  });
const NoPicture = () =>
  ApiNotFoundResponse({
    description: 'A private document, a format without, or it could not be made',
  });
const binary = { schema: { type: 'string', format: 'binary' } } as const;

interface Asked {
  readonly actor: Actor;
  readonly id: string;
  readonly query: PictureQuery;
}

@ApiTags('Documents')
@ApiBearerAuth()
@Controller('api/documents/:id')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class PictureController {
  constructor(private readonly showPicture: ShowPicture) {}

  @ApiOperation({ summary: 'The first page as a picture; made when first asked for' })
  @ApiOkResponse({
    content: { 'image/png': binary },
    ...answerHeaders('ETag', 'Content-Disposition'),
  })
  @MadeLater()
  @NoPicture()
  @Get('thumbnail')
  thumbnail(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: pictureQuery }) query: PictureQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#send({ actor, id, query }, 'thumbnail', reply);
  }

  @ApiOperation({ summary: 'The whole document as PDF; made when first asked for' })
  @ApiOkResponse({
    content: { 'application/pdf': binary },
    ...answerHeaders('ETag', 'Content-Disposition'),
  })
  @MadeLater()
  @NoPicture()
  @Get('preview')
  preview(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: pictureQuery }) query: PictureQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#send({ actor, id, query }, 'preview', reply);
  }

  async #send({ actor, id, query }: Asked, kind: PictureKind, reply: FastifyReply): Promise<void> {
    const { version } = query;
    const shown = this.showPicture.execute(actor, id, { kind, version });
    const picture = await shown.catch((error: unknown) => {
      if (query.or === 'nothing' && isAppError(error, 'converter/no-picture')) return undefined;
      throw error;
    });
    if (picture === undefined) {
      void reply.code(204).send();
      return;
    }
    if (picture === 'making') {
      void reply.code(202).header('retry-after', String(RETRY_AFTER_SECONDS)).send();
      return;
    }
    const stream = await picture.read();
    void reply.headers({
      'content-type': TYPES[kind],
      'content-length': String(picture.size),
      'content-disposition': 'inline',
      'content-security-policy': POLICIES[kind],
      // The picture of a version never changes, but the right to see it may: within five minutes everywhere.
      'cache-control': version === undefined ? 'private, no-cache' : 'private, max-age=300',
      etag: quoted(picture.versionId),
      // Streams pass the hook that sets these on everything else.
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    await sendAndWipe(reply, stream);
  }
}
