import { Body, Controller, Post, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  CurrentSignIn,
  OwnAccount,
  SessionCookies,
  SignIns,
  type SignInOfCaller,
} from '../../access/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms, seeOther } from '../desk-page.decorator.js';
import { languageFormSchema, type LanguageForm } from '../desk.schema.js';

/** What stands around every page: signing out, and the language. */
@DeskForms()
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
    // Before the cookie goes: should this fail, the person is still signed in, and told so.
    await this.signIns.end(id);
    const { name, value, options } = this.cookies.cleared();
    void reply.setCookie(name, value, options);
    return seeOther('/login');
  }

  @Post('language')
  @Redirect()
  async language(
    @CurrentActor() actor: Actor,
    @Body({ schema: languageFormSchema }) { locale, back }: LanguageForm,
  ) {
    await this.account.chooseLocale(actor, locale);
    return seeOther(back);
  }
}
