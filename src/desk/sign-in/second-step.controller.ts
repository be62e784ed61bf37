import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnPagesOnly, SecondStep, SignInWithPasskey } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { clientAddressOf } from '../../platform/http/client-address.js';
import { statusOf } from '../../platform/http/problem.js';
import { Public } from '../../platform/http/public.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { credentialOf } from '../parts/credential.js';
import { PageRenderer } from '../page-renderer.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { secondStepPage, type SecondStepPageView } from './second-step-page.js';
import {
  loginQuerySchema,
  passkeyFormSchema,
  secondStepFormSchema,
  type LoginQuery,
  type PasskeyForm,
  type SecondStepForm,
} from './sign-in.schema.js';

/** Signing in with more than a password, or with a passkey in its place. */
@DeskRoutes()
@Public()
@Controller('login')
export class SecondStepController {
  constructor(
    private readonly secondStep: SecondStep,
    private readonly passkey: SignInWithPasskey,
    private readonly renderer: PageRenderer,
  ) {}

  @Get('second-step')
  async show(
    @CurrentRequestContext() context: RequestContext,
    @Query({ schema: loginQuerySchema }) { next }: LoginQuery,
    @Req() { cookies }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#show(reply, context, { cookies, next, error: undefined });
  }

  @OwnPagesOnly()
  @Post('second-step')
  async submit(
    @Body({ schema: secondStepFormSchema }) { code, credential, next }: SecondStepForm,
    @CurrentRequestContext() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookies, signIn } = request;
    const given = credential ? { passkey: credentialOf(credential) } : { code: code ?? '' };
    const address = clientAddressOf(request);
    try {
      const asked = { given, address, cookies, signInId: signIn?.id };
      for (const { name, value, options } of await this.secondStep.execute(asked))
        void reply.setCookie(name, value, options);
      void reply.redirect(next, 303);
    } catch (error) {
      if (isAppError(error, EXPIRED)) {
        void reply.redirect(loginPath(next), 303);
        return;
      }
      const shown = isAppError(error) ? ERRORS[error.code] : undefined;
      if (!isAppError(error) || shown === undefined) throw error;
      void reply.code(statusOf(error));
      await this.#show(reply, context, { cookies, next, error: shown });
    }
  }

  @OwnPagesOnly()
  @Post('passkey/options')
  async passkeyOptions(@Res() reply: FastifyReply): Promise<void> {
    await reply.send(await this.passkey.begin());
  }

  /** Refused: back to the sign-in page, which says so. */
  @OwnPagesOnly()
  @Post('passkey')
  async signInWithPasskey(
    @Body({ schema: passkeyFormSchema }) { credential, next }: PasskeyForm,
    @Req() { cookies, signIn }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const browser = { cookies, signInId: signIn?.id };
      const fresh = await this.passkey.execute(credentialOf(credential), browser);
      for (const { name, value, options } of fresh) void reply.setCookie(name, value, options);
      void reply.redirect(next, 303);
    } catch (error) {
      if (!isAppError(error, 'access/passkey-refused')) throw error;
      void reply.redirect(`/login?${new URLSearchParams({ next, refused: 'passkey' })}`, 303);
    }
  }

  /** Without a password before it, or too long after it: back to the sign-in page. */
  async #show(
    reply: FastifyReply,
    context: RequestContext,
    {
      cookies,
      ...view
    }: Pick<SecondStepPageView, 'next' | 'error'> & Pick<FastifyRequest, 'cookies'>,
  ): Promise<void> {
    try {
      const shown = { ...(await this.secondStep.show(cookies)), ...view };
      const page = secondStepPage(shown, context.messages);
      void reply.type('text/html; charset=utf-8').send(this.renderer.render(page, context));
    } catch (error) {
      if (!isAppError(error, EXPIRED)) throw error;
      void reply.redirect(loginPath(view.next), 303);
    }
  }
}

const EXPIRED = 'access/second-step-expired';
const loginPath = (next: string): string => `/login?${new URLSearchParams({ next })}`;

const ERRORS: Readonly<Record<string, SecondStepPageView['error']>> = {
  'access/wrong-second-factor': 'wrong',
  'access/too-many-failures': 'tooMany',
};
