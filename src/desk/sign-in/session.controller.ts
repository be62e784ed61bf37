import { Body, Controller, Post, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  CurrentSignIn,
  OwnAccount,
  SessionCookies,
  SignIns,
  type SignInOfCaller,
  WithoutSecondFactor,
} from '../../access/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { languageFormSchema, type LanguageForm } from './sign-in.schema.js';

/** The forms in the header and footer of every page: sign-out and language. */
@DeskRoutes()
@WithoutSecondFactor()
@Controller()
export class SessionController {
  constructor(
    private readonly cookies: SessionCookies,
    private readonly account: OwnAccount,
    private readonly signIns: SignIns,
  ) {}

  @Post('logout')
  @Redirect()
  async logout(
    @CurrentSignIn() { id }: SignInOfCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // Before the cookie is cleared: if this fails, the person is still signed in and sees the error.
    await this.signIns.end(id);
    const { name, value, options } = this.cookies.cleared();
    void reply.setCookie(name, value, options);
    return seeOther('/login?signed-out=1');
  }

  @Post('language')
  @Redirect()
  async language(
    @CurrentActor() actor: Actor,
    @Body({ schema: languageFormSchema }) { locale, back }: LanguageForm,
  ) {
    await this.account.choose(actor, { locale });
    return seeOther(back);
  }
}
