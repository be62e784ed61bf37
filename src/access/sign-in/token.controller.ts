import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { clientAddressOf } from '../../platform/http/client-address.js';
import { CurrentActor, type SignInOfRequest } from '../../platform/http/current-actor.js';
import { Public } from '../../platform/http/public.js';
import type { Actor } from '../../platform/identity/actor.js';
import { WithoutSecondFactor } from '../access.decorators.js';
import { OwnAccount } from '../accounts/own-account.use-case.js';
import { CurrentSignIn } from './access.guard.js';
import { SignIns } from './sign-ins.js';
import { DeviceCookies } from './known-callers.js';
import { IssueToken } from './sign-in.use-case.js';
import {
  tokenRequestSchema,
  tokenAnswerSchema,
  tokenToWire,
  type TokenAnswer,
  type TokenRequest,
} from './sign-in.schema.js';

@ApiTags('People and tokens')
@Controller('api/auth')
export class TokenController {
  constructor(
    private readonly issueToken: IssueToken,
    private readonly account: OwnAccount,
    private readonly signIns: SignIns,
    private readonly devices: DeviceCookies,
  ) {}

  @Post('token')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in and get a bearer token' })
  @ApiOkResponse({ standardSchema: tokenAnswerSchema })
  @ApiTooManyRequestsResponse({
    description: 'Failed too often; Retry-After says how long to wait',
  })
  async token(
    @Body({ schema: tokenRequestSchema }) body: TokenRequest,
    @Req() request: FastifyRequest,
  ): Promise<TokenAnswer> {
    const { username, password, second_factor: secondFactor } = body;
    const issued = await this.issueToken.execute({
      ...{ username, password, secondFactor },
      address: clientAddressOf(request),
      deviceCookie: request.cookies[this.devices.name],
    });
    return tokenToWire(issued);
  }

  @Post('sign-out')
  @WithoutSecondFactor()
  @HttpCode(204)
  @ApiOperation({ summary: 'End the token or browser session this request came with' })
  async signOut(@CurrentSignIn() { id }: SignInOfRequest): Promise<void> {
    await this.signIns.end(id);
  }

  @Post('sign-out-everywhere')
  @WithoutSecondFactor()
  @HttpCode(204)
  @ApiOperation({ summary: 'End every token and every browser session of the caller' })
  async signOutEverywhere(@CurrentActor() actor: Actor): Promise<void> {
    await this.account.signOutEverywhere(actor);
  }
}
