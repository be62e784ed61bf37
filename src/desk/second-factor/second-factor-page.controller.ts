import { Body, Controller, Get, Param, Post, Query, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  ConfirmedOnly,
  CurrentSignIn,
  ManageSecondFactor,
  WithoutSecondFactor,
  type SignInOfCaller,
} from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { credentialOf } from '../parts/credential.js';
import type { Page } from '../parts/layout.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import {
  recoveryCodesPage,
  secondFactorPage,
  totpPage,
  type SecondFactorNotice,
} from './second-factor-page.js';
import {
  newPasskeyFormSchema,
  noticeQuerySchema,
  totpFormSchema,
  type NewPasskeyForm,
  type NoticeQuery,
  type TotpForm,
} from './second-factor-forms.schema.js';

const HERE = '/account/second-factor';

/** The page of a person's second factors, and its forms. */
@DeskRoutes()
@WithoutSecondFactor()
@Controller('account/second-factor')
export class SecondFactorPageController {
  constructor(private readonly factors: ManageSecondFactor) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query({ schema: noticeQuerySchema }) { notice }: NoticeQuery,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return secondFactorPage({ ...(await this.factors.show(actor)), notice }, messages);
  }

  @ConfirmedOnly()
  @Post('totp')
  @Redirect()
  async beginTotp(@CurrentActor() actor: Actor) {
    await this.factors.beginTotp(actor);
    return seeOther(`${HERE}/totp`);
  }

  @ConfirmedOnly()
  @HtmlPage()
  @Get('totp')
  async totp(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return totpPage({ setup: await this.factors.begunTotp(actor), isWrong: false }, messages);
  }

  @ConfirmedOnly()
  @HtmlPage()
  @Audited('account.changed')
  @Post('totp/confirm')
  async confirmTotp(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() { id: signInId }: SignInOfCaller,
    @Body({ schema: totpFormSchema }) { code }: TotpForm,
    @CurrentRequestContext() { messages }: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    try {
      const codes = await this.factors.confirmTotp({ actor, signInId }, code);
      return await this.#afterAdding(actor, codes, messages);
    } catch (error) {
      if (!isAppError(error, 'access/wrong-totp-code')) throw error;
      void reply.code(422);
      return totpPage({ setup: await this.factors.begunTotp(actor), isWrong: true }, messages);
    }
  }

  @ConfirmedOnly()
  @Audited('account.changed')
  @Post('totp/remove')
  @Redirect()
  removeTotp(@CurrentActor() actor: Actor) {
    return withNotice(() => this.factors.removeTotp(actor));
  }

  @ConfirmedOnly()
  @HtmlPage()
  @Audited('account.changed')
  @Post('passkeys')
  async addPasskey(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() { id: signInId }: SignInOfCaller,
    @Body({ schema: newPasskeyFormSchema }) { label, credential }: NewPasskeyForm,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    const answer = credentialOf(credential);
    const { codes } = await this.factors.addPasskey({ actor, signInId }, label, answer);
    return this.#afterAdding(actor, codes, messages);
  }

  @ConfirmedOnly()
  @Audited('account.changed')
  @Post('passkeys/:passkey_id/remove')
  @Redirect()
  removePasskey(@CurrentActor() actor: Actor, @Param('passkey_id') id: string) {
    return withNotice(() => this.factors.removePasskey(actor, id));
  }

  @ConfirmedOnly()
  @HtmlPage()
  @Audited('account.changed')
  @Post('recovery-codes')
  async renewCodes(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return recoveryCodesPage(await this.factors.renewRecoveryCodes(actor), messages);
  }

  /** Codes are shown in the answer itself: nowhere else could they be once. */
  async #afterAdding(
    actor: Actor,
    codes: readonly string[],
    messages: RequestContext['messages'],
  ): Promise<Page> {
    if (codes.length > 0) return recoveryCodesPage(codes, messages);
    return secondFactorPage({ ...(await this.factors.show(actor)), notice: 'added' }, messages);
  }
}

async function withNotice(remove: () => Promise<void>) {
  let notice: SecondFactorNotice = 'removed';
  try {
    await remove();
  } catch (error) {
    if (!isAppError(error, 'access/last-second-factor')) throw error;
    notice = 'last';
  }
  return seeOther(`${HERE}?notice=${notice}`);
}
