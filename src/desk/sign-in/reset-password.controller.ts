import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OwnPagesOnly, ResetPassword } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { Public } from '../../platform/http/public.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { PageRenderer } from '../page-renderer.js';
import type { Page } from '../parts/layout.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { resetPasswordPage, usedLinkPage, type PasswordError } from './own-password-page.js';
import { passwordErrorOf } from './own-password.controller.js';
import { resetPasswordFormSchema, type ResetPasswordForm } from './sign-in.schema.js';

/** Where the link leads that an administrator gave somebody. The secret in its address is the credential. */
@DeskRoutes()
@Public()
@Controller('reset-password')
export class ResetPasswordController {
  constructor(
    private readonly password: ResetPassword,
    private readonly renderer: PageRenderer,
  ) {}

  @Get(':secret')
  async form(
    @Param('secret') secret: string,
    @CurrentRequestContext() context: RequestContext,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#show(reply, context, secret);
  }

  @OwnPagesOnly()
  @Post(':secret')
  async set(
    @Param('secret') secret: string,
    @Body({ schema: resetPasswordFormSchema }) { fresh, repeat }: ResetPasswordForm,
    @CurrentRequestContext() context: RequestContext,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (fresh !== repeat) {
      await this.#show(reply.code(400), context, secret, 'differs');
      return;
    }
    try {
      await this.password.execute(secret, fresh);
      void reply.redirect('/login', 303);
    } catch (thrown) {
      if (isAppError(thrown, 'access/reset-link-used')) {
        this.#send(reply.code(404), context, usedLinkPage(context.messages));
        return;
      }
      const { error, status } = passwordErrorOf(thrown);
      await this.#show(reply.code(status), context, secret, error);
    }
  }

  async #show(
    reply: FastifyReply,
    context: RequestContext,
    secret: string,
    error?: PasswordError,
  ): Promise<void> {
    try {
      const { username } = await this.password.accountOf(secret);
      const action = `/reset-password/${encodeURIComponent(secret)}`;
      const view = { username, action, ...(error && { error }) };
      this.#send(reply, context, resetPasswordPage(view, context.messages));
    } catch (thrown) {
      if (!isAppError(thrown, 'access/reset-link-used')) throw thrown;
      this.#send(reply.code(404), context, usedLinkPage(context.messages));
    }
  }

  /** No page that is opened from here learns the address. */
  #send(reply: FastifyReply, context: RequestContext, page: Page): void {
    void reply
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(this.renderer.render(page, context));
  }
}
