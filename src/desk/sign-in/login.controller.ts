import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnPagesOnly, SignInBrowser } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { clientAddressOf } from '../../platform/http/client-address.js';
import { statusOf } from '../../platform/http/problem.js';
import { Public } from '../../platform/http/public.js';
import {
  loginFormSchema,
  loginQuerySchema,
  type LoginForm,
  type LoginQuery,
} from './sign-in.schema.js';
import { ShowLogin, loginErrorOf } from './show-login.use-case.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import {
  CurrentRequestContext,
  LANGUAGE_COOKIE,
  type RequestContext,
} from '../request-context.decorator.js';

/** The page that asks for the second factor, and then leads to `next`. */
const secondStepPath = (next: string): string =>
  `/login/second-step?${new URLSearchParams({ next })}`;

const A_YEAR_SECONDS = 31_536_000;

@DeskRoutes()
@Controller('login')
export class LoginController {
  constructor(
    private readonly signInBrowser: SignInBrowser,
    private readonly login: ShowLogin,
  ) {}

  @Public()
  @Get()
  async form(
    @CurrentRequestContext() context: RequestContext,
    @Query({ schema: loginQuerySchema }) query: LoginQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { next, locale, refused: error } = query;
    if (context.actor !== undefined) return void reply.redirect(next, 303);
    // Somebody who signed out, chose a language or was refused wants to see the page.
    const isOnPurpose = [query['signed-out'], locale, error].some((each) => each !== undefined);
    const only = isOnPurpose ? undefined : await this.login.only();
    if (only !== undefined)
      return void reply.redirect(`/login/oidc/${only}?${new URLSearchParams({ next })}`, 303);
    await this.#show(reply, context, { next, locale, username: '', error });
  }

  @Public()
  @OwnPagesOnly()
  @Post()
  async submit(
    @Body({ schema: loginFormSchema }) form: LoginForm,
    @CurrentRequestContext() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { username, password, next, locale } = form;
    try {
      const { cookies, signIn } = request;
      const address = clientAddressOf(request);
      const asked = { username, password, address, cookies, signInId: signIn?.id };
      const { cookies: fresh, isComplete } = await this.signInBrowser.execute(asked);
      for (const { name, value, options } of fresh) void reply.setCookie(name, value, options);
      if (locale !== undefined) {
        const kept = {
          path: '/',
          sameSite: 'lax',
          httpOnly: true,
          maxAge: A_YEAR_SECONDS,
        } as const;
        void reply.setCookie(LANGUAGE_COOKIE, locale, kept);
      }
      void reply.redirect(isComplete ? next : secondStepPath(next), 303);
    } catch (error) {
      if (!isAppError(error) || error.kind === 'internal') throw error;
      void reply.code(statusOf(error));
      await this.#show(reply, context, { next, locale, username, ...loginErrorOf(error) });
    }
  }

  async #show(
    reply: FastifyReply,
    context: RequestContext,
    view: Parameters<ShowLogin['execute']>[1],
  ): Promise<void> {
    const page = await this.login.execute(context, view);
    await reply.type('text/html; charset=utf-8').send(page);
  }
}
