import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { contentSecurityPolicy } from '../../platform/http/security-headers.js';
import { Public } from '../../platform/http/public.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import { EndByProvider } from './end-by-provider.use-case.js';
import {
  backChannelFormSchema,
  frontChannelQuerySchema,
  type BackChannelForm,
  type FrontChannelQuery,
} from './openid.schema.js';

/** What providers call when somebody signs out there: OpenID Connect Back-Channel and Front-Channel Logout 1.0. */
@Public()
@TakesUnknown('query', 'body')
@Controller('login/oidc/:name')
@ApiExcludeController()
export class OpenIdLogoutController {
  constructor(private readonly ending: EndByProvider) {}

  @Post('back-channel-logout')
  @HttpCode(200)
  async backChannel(
    @Param('name') name: string,
    @Body({ schema: backChannelFormSchema }) form: BackChannelForm,
  ): Promise<void> {
    await this.ending.byToken(name, form.logout_token);
  }

  @Get('front-channel-logout')
  async frontChannel(
    @Param('name') name: string,
    @Query({ schema: frontChannelQuerySchema }) { iss, sid }: FrontChannelQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const provider = await this.ending.bySession(name, iss, sid);
    const policy = contentSecurityPolicy({ 'frame-ancestors': new URL(provider.issuer).origin });
    void reply.header('content-security-policy', policy);
    await reply.type('text/html; charset=utf-8').send('<!doctype html><title>Kontor</title>');
  }
}
