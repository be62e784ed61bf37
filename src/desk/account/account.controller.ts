import { Body, Controller, Get, Param, Post, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentSignIn, OwnAccount, OwnSessions, SessionCookies } from '../../access/index.js';
import { MailSettings } from '../../mail/index.js';
import { CurrentActor, type SignInOfRequest } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { accountPage } from './account-page.js';

const byMailFormSchema = z.strictObject({ to: z.enum(['on', 'off']) });
type ByMailForm = z.output<typeof byMailFormSchema>;

/** What concerns the person's own account, one section for each thing. */
@DeskRoutes()
@Controller('account')
export class AccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly sessions: OwnSessions,
    private readonly cookies: SessionCookies,
    private readonly mail: MailSettings,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() { id: currentId }: SignInOfRequest,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const [account, sessions] = await Promise.all([
      this.account.show(actor),
      this.sessions.list(actor),
    ]);
    const sendsMail = this.mail.server !== undefined;
    return accountPage({ account, sendsMail, devices: { sessions, currentId } }, messages);
  }

  @Post('by-mail')
  @Redirect()
  async byMail(
    @CurrentActor() actor: Actor,
    @Body({ schema: byMailFormSchema }) { to }: ByMailForm,
  ) {
    await this.account.choose(actor, { notifiesByMail: to === 'on' });
    return seeOther('/account');
  }

  @Post('sessions/:id/end')
  @Redirect()
  async endSession(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.sessions.end(actor, id);
    // The one this came with may have ended: then the page sends to the sign-in.
    return seeOther('/account');
  }

  @Post('sign-out-everywhere')
  @Redirect()
  async signOutEverywhere(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.account.signOutEverywhere(actor);
    const { name, value, options } = this.cookies.cleared();
    void reply.setCookie(name, value, options);
    return seeOther('/login');
  }
}
