import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnPagesOnly, SignInBrowser, SignInWithPasskey } from '../../access/index.js';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { clientAddressOf } from '../../platform/http/client-address.js';
import { statusOf } from '../../platform/http/problem.js';
import { Public } from '../../platform/http/public.js';
import {
  loginFormSchema,
  loginQuerySchema,
  type LoginForm,
  type LoginQuery,
} from './sign-in.schema.js';
import { MESSAGES } from '../language/messages.js';
import { loginPage, type LoginError, type LoginView } from './login-page.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { PageRenderer } from '../page-renderer.js';
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
    private readonly passkey: SignInWithPasskey,
    private readonly settings: PlatformSettings,
    private readonly renderer: PageRenderer,
  ) {}

  @Public()
  @Get()
  form(
    @CurrentRequestContext() context: RequestContext,
    @Query({ schema: loginQuerySchema }) { next, locale, refused }: LoginQuery,
    @Res() reply: FastifyReply,
  ): void {
    if (context.actor !== undefined) void reply.redirect(next, 303);
    else this.#show(reply, context, { next, locale, username: '', error: refused });
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
      this.#show(reply, context, { next, locale, username, ...loginErrorOf(error) });
    }
  }

  #show(
    reply: FastifyReply,
    context: RequestContext,
    view: Omit<LoginView, 'playground' | 'passkeys'>,
  ): void {
    const playground = this.settings.profile === 'playground';
    // The language chosen on this page is kept when the sign-in is refused.
    const { locale = context.locale } = view;
    const shown = { ...context, locale, messages: MESSAGES[locale] };
    const page = loginPage(
      { ...view, playground, passkeys: this.passkey.isPossible },
      shown.messages,
    );
    void reply.type('text/html; charset=utf-8').send(this.renderer.render(page, shown));
  }
}

const ERRORS: Readonly<Record<string, LoginError>> = {
  'access/known-password': 'knownPassword',
  'access/name-of-another-person': 'notYourName',
  'access/name-of-local-account': 'notYourName',
  'access/unusable-directory-name': 'notYourName',
};

function loginErrorOf({ code, kind, shown }: AppError): Pick<LoginView, 'error' | 'command'> {
  const known = ERRORS[code];
  if (known !== undefined) return { error: known, command: shown?.command as string | undefined };
  if (kind === 'unauthenticated') return { error: 'wrong' };
  return { error: kind === 'too-many' ? 'tooMany' : 'failed' };
}
