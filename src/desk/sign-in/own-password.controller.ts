import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CurrentSignIn,
  OwnPassword,
  WithoutSecondFactor,
  type SignInOfCaller,
} from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { clientAddressOf } from '../../platform/http/client-address.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { statusOf } from '../../platform/http/problem.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { PageRenderer } from '../page-renderer.js';
import type { Page } from '../parts/layout.js';
import {
  requestContextOf,
  CurrentRequestContext,
  type RequestContext,
} from '../request-context.decorator.js';
import { changePasswordPage, confirmPage, type PasswordError } from './own-password-page.js';
import {
  changePasswordFormSchema,
  confirmFormSchema,
  confirmQuerySchema,
  type ChangePasswordForm,
  type ConfirmForm,
  type ConfirmQuery,
} from './sign-in.schema.js';

/** People's own passwords: giving it once more, and changing it. */
@DeskRoutes()
@WithoutSecondFactor()
@Controller('account')
export class OwnPasswordController {
  constructor(
    private readonly password: OwnPassword,
    private readonly renderer: PageRenderer,
  ) {}

  @Get('confirm')
  askToConfirm(
    @CurrentActor() { username }: Actor,
    @Query({ schema: confirmQuerySchema }) { next }: ConfirmQuery,
    @CurrentRequestContext() context: RequestContext,
    @Res() reply: FastifyReply,
  ): void {
    this.#send(reply, context, confirmPage({ next, username }, context.messages));
  }

  @Post('confirm')
  async confirm(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() signIn: SignInOfCaller,
    @Body({ schema: confirmFormSchema }) { password, next }: ConfirmForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { cookies } = request;
      const caller = { actor, signIn, cookies, address: clientAddressOf(request) };
      await this.password.confirm(caller, password);
      void reply.redirect(next, 303);
    } catch (thrown) {
      const { error, status } = passwordErrorOf(thrown);
      const context = requestContextOf(request);
      const view = { next, username: actor.username, error };
      this.#send(reply.code(status), context, confirmPage(view, context.messages));
    }
  }

  @Get('password')
  form(
    @CurrentActor() { username }: Actor,
    @CurrentRequestContext() context: RequestContext,
    @Res() reply: FastifyReply,
  ): void {
    const view = { username, isChanged: false };
    this.#send(reply, context, changePasswordPage(view, context.messages));
  }

  @Audited('account.changed')
  @Post('password')
  async change(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() signIn: SignInOfCaller,
    @Body({ schema: changePasswordFormSchema }) { old, fresh, repeat }: ChangePasswordForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = requestContextOf(request);
    const { username } = actor;
    const show = (error?: PasswordError) => {
      const view = { username, isChanged: error === undefined, ...(error && { error }) };
      this.#send(reply, context, changePasswordPage(view, context.messages));
    };
    if (fresh !== repeat) {
      void reply.code(400);
      show('differs');
      return;
    }
    try {
      const { cookies } = request;
      const caller = { actor, signIn, cookies, address: clientAddressOf(request) };
      const kept = await this.password.changeByBrowser(caller, { old, fresh });
      for (const { name, value, options } of kept) void reply.setCookie(name, value, options);
      show();
    } catch (thrown) {
      const { error, status } = passwordErrorOf(thrown);
      void reply.code(status);
      show(error);
    }
  }

  #send(reply: FastifyReply, context: RequestContext, page: Page): void {
    void reply.type('text/html; charset=utf-8').send(this.renderer.render(page, context));
  }
}

const ERRORS: Readonly<Record<string, PasswordError>> = {
  'access/wrong-credentials': 'wrong',
  'access/password-too-short': 'short',
  'access/unusable-password': 'unusable',
  'access/known-password': 'known',
  'access/too-many-failures': 'tooMany',
  'access/sign-in-busy': 'tooMany',
  'access/password-elsewhere': 'elsewhere',
};

/** What to say of a password that was refused. Anything else is thrown on. */
export function passwordErrorOf(thrown: unknown): {
  readonly error: PasswordError;
  readonly status: number;
} {
  const error = isAppError(thrown) ? ERRORS[thrown.code] : undefined;
  if (error === undefined) throw thrown;
  return { error, status: statusOf(thrown as AppError) };
}
