import { Body, Controller, Get, HttpCode, Patch, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ChooseLocale } from '../accounts/choose-locale.use-case.js';
import { CurrentSignIn } from './current-sign-in.decorator.js';
import type { CurrentSignIn as SignInOfCaller } from './identify-caller.use-case.js';
import { GiveTabKey } from './give-tab-key.use-case.js';
import { GetMe } from '../accounts/get-me.use-case.js';
import { changeMeSchema, meSchema, toMe, type ChangeMe } from './me.schema.js';

@ApiTags('People and tokens')
@Controller('api/me')
export class MeController {
  constructor(
    private readonly getMe: GetMe,
    private readonly chooseLocale: ChooseLocale,
    private readonly giveTabKey: GiveTabKey,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ standardSchema: meSchema })
  async me(@CurrentActor() actor: Actor) {
    return toMe(await this.getMe.execute(actor));
  }

  @Patch()
  @ApiOperation({ summary: 'Choose the language of the pages' })
  @ApiOkResponse({ standardSchema: meSchema })
  async change(@CurrentActor() actor: Actor, @Body({ schema: changeMeSchema }) body: ChangeMe) {
    return toMe(await this.chooseLocale.execute(actor, body.locale));
  }

  @Post('tab-key')
  @HttpCode(200)
  @ApiOperation({ summary: "The server's half of what a browser tab keeps: 32 bytes" })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async tabKey(@CurrentSignIn() signIn: SignInOfCaller, @Res() reply: FastifyReply): Promise<void> {
    const key = this.giveTabKey.execute(signIn);
    await reply.type('application/octet-stream').send(key);
  }
}
