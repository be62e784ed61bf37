import { Body, Controller, Get, HttpCode, Patch, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor, type SignInOfRequest } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { Groups } from '../../platform/identity/groups.js';
import { WithoutSecondFactor } from '../access.decorators.js';
import { OwnAccount } from '../accounts/own-account.use-case.js';
import { CurrentSignIn } from './access.guard.js';
import { SignIns } from './sign-ins.js';
import { changeMeSchema, choicesIn, meSchema, toMe, type ChangeMe } from './sign-in.schema.js';

@ApiTags('People and tokens')
@Controller('api/me')
@ForClients({ read: 'any' })
export class MeController {
  constructor(
    private readonly account: OwnAccount,
    private readonly groups: Groups,
    private readonly signIns: SignIns,
  ) {}

  @Get()
  @WithoutSecondFactor()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ standardSchema: meSchema })
  async me(@CurrentActor() actor: Actor) {
    return toMe(await this.account.show(actor), await this.groups.ofPerson(actor.id));
  }

  @Patch()
  @ApiOperation({
    summary: 'Choose the language of the pages and mails, and whether notifications come by mail',
  })
  @ApiOkResponse({ standardSchema: meSchema })
  async change(@CurrentActor() actor: Actor, @Body({ schema: changeMeSchema }) body: ChangeMe) {
    return toMe(
      await this.account.choose(actor, choicesIn(body)),
      await this.groups.ofPerson(actor.id),
    );
  }

  @Post('tab-key')
  @HttpCode(200)
  @ApiOperation({ summary: "The server's half of what a browser tab keeps: 32 bytes" })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async tabKey(
    @CurrentSignIn() signIn: SignInOfRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.type('application/octet-stream').send(this.signIns.tabKeyOf(signIn.id));
  }
}
