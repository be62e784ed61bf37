import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/http/public.js';
import { AssetLibrary } from './asset-library.js';
import { noSuchPage } from './desk.errors.js';

const FOR_EVER = 'public, max-age=31536000, immutable';

@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: AssetLibrary) {}

  @Public()
  @Get('*')
  read(
    @Param('*') path: string,
    @Query('v') version: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const asset = this.assets.find(path);
    if (asset === undefined) throw noSuchPage();
    const etag = `"${asset.hash}"`;
    void reply.header('etag', etag);
    void reply.header('cache-control', version === asset.hash ? FOR_EVER : 'public, no-cache');
    if (request.headers['if-none-match'] === etag) void reply.code(304).send();
    else void reply.type(asset.type).send(asset.bytes);
  }
}
