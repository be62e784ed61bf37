import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BeginProviderSignIn, SignInWithProvider } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { statusOf } from '../../platform/http/problem.js';
import { Public } from '../../platform/http/public.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { ShowLogin, loginErrorOf } from './show-login.use-case.js';
import { providerQuerySchema, type ProviderQuery } from './sign-in.schema.js';

/** To an identity provider and back. What goes wrong is said on the sign-in page, where one can begin again. */
@DeskRoutes()
@Controller('login/oidc/:name')
export class ProviderController {
  constructor(
    private readonly begin: BeginProviderSignIn,
    private readonly signIn: SignInWithProvider,
    private readonly login: ShowLogin,
  ) {}

  @Public()
  @Get()
  async go(
    @CurrentRequestContext() context: RequestContext,
    @Param('name') name: string,
    @Query({ schema: providerQuerySchema }) { next }: ProviderQuery,
    @Req() { cookies }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (context.actor !== undefined) return void reply.redirect(next, 303);
    try {
      const begun = await this.begin.execute(name, next, cookies);
      for (const cookie of begun.cookies)
        void reply.setCookie(cookie.name, cookie.value, cookie.options);
      void reply.redirect(begun.to, 303);
    } catch (error) {
      await this.#explain(error, next, context, reply);
    }
  }

  @Public()
  @Get('callback')
  async comeBack(
    @CurrentRequestContext() context: RequestContext,
    @Param('name') provider: string,
    @Req() { cookies, signIn, url }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
    try {
      const answer = { provider, query, cookies, signInId: signIn?.id };
      const signedIn = await this.signIn.execute(answer);
      for (const cookie of signedIn.cookies)
        void reply.setCookie(cookie.name, cookie.value, cookie.options);
      void reply.redirect(signedIn.next, 303);
    } catch (error) {
      const over = this.signIn.forget(query);
      void reply.setCookie(over.name, over.value, over.options);
      await this.#explain(error, '/', context, reply);
    }
  }

  async #explain(
    error: unknown,
    next: string,
    context: RequestContext,
    reply: FastifyReply,
  ): Promise<void> {
    if (!isAppError(error) || error.kind === 'internal' || error.kind === 'not-found') throw error;
    void reply.code(statusOf(error));
    const view = { next, username: '', locale: undefined, ...loginErrorOf(error) };
    const page = await this.login.execute(context, view);
    await reply.type('text/html; charset=utf-8').send(page);
  }
}
