import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { clientAddressOf } from '../../platform/http/client-address.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { WithoutSecondFactor } from '../access.decorators.js';
import { CurrentSignIn } from './access.guard.js';
import type { CurrentSignIn as SignInOfCaller } from './identify-caller.use-case.js';
import { OwnPassword } from './own-password.use-case.js';
import {
  changePasswordSchema,
  confirmSchema,
  tokenAnswerSchema,
  tokenToWire,
  type ChangePassword,
  type Confirm,
} from './sign-in.schema.js';

/** People's own passwords. */
@ApiTags('People and tokens')
@Controller('api')
@WithoutSecondFactor()
export class PasswordController {
  constructor(private readonly password: OwnPassword) {}

  @Post('auth/confirm')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Give the password once more, for what needs it; good for ten minutes in this sign-in',
  })
  async confirm(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() signIn: SignInOfCaller,
    @Req() request: FastifyRequest,
    @Body({ schema: confirmSchema }) { password }: Confirm,
  ): Promise<void> {
    const { cookies } = request;
    const caller = { actor, signIn, cookies, address: clientAddressOf(request) };
    await this.password.confirm(caller, password);
  }

  @Audited('account.changed')
  @Post('me/password')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Change the password; ends every sign-in and answers a new token, or sets a new cookie',
  })
  @ApiOkResponse({ standardSchema: tokenAnswerSchema, description: 'For a bearer token' })
  async change(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() signIn: SignInOfCaller,
    @Req() request: FastifyRequest,
    @Body({ schema: changePasswordSchema }) body: ChangePassword,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookies } = request;
    const caller = { actor, signIn, cookies, address: clientAddressOf(request) };
    const change = { old: body.old_password, fresh: body.new_password };
    if (signIn.purpose === 'bearer') {
      await reply.send(tokenToWire(await this.password.changeByToken(caller, change)));
      return;
    }
    for (const { name, value, options } of await this.password.changeByBrowser(caller, change))
      void reply.setCookie(name, value, options);
    await reply.code(204).send();
  }
}
