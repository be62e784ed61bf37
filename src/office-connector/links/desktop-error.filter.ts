import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { sentence, type Sentence } from '../../platform/errors/sentence.js';
import { ProblemFilter } from '../../platform/http/problem.filter.js';
import { localeOf } from '../../platform/http/send-problem.js';
import { varyBy } from '../../platform/http/vary.js';
import type { Locale } from '../../platform/identity/actor.js';
import { say } from '../../platform/language/say.js';

/** By error code: the message name that programs compare, and a text for people. */
const MESSAGES: Readonly<Record<string, readonly [string, Sentence]>> = {
  'documents/checked-out': ['msg_checkout_disallowed', sentence`Checkout is not allowed.`],
  'documents/being-edited': ['msg_checkout_disallowed', sentence`Checkout is not allowed.`],
  'documents/unsaved-changes': [
    'msg_checkout_disallowed',
    sentence`The browser editor has changes that it could not save. Open the document there first, or give them up on its page.`,
  ],
  'documents/not-allowed': ['msg_checkout_disallowed', sentence`Checkout is not allowed.`],
  'documents/not-checked-out': [
    'msg_not_checked_out',
    sentence`The document is not checked out by you.`,
  ],
};

/** Refusals (403, 409) in the format that desktop programs expect; all other errors as on other routes. */
@Catch()
export class DesktopErrorFilter extends ProblemFilter {
  override catch(thrown: unknown, host: ArgumentsHost): void {
    const isRefusal =
      isAppError(thrown) && (thrown.kind === 'forbidden' || thrown.kind === 'conflict');
    const http = host.switchToHttp();
    if (isRefusal) {
      const reply = http.getResponse<FastifyReply>();
      varyBy(reply, 'Accept-Language');
      const answer = refusal(thrown, localeOf(http.getRequest<FastifyRequest>()));
      void reply.code(403).type('application/json').send(answer);
      return;
    }
    // oxlint-disable-next-line promise/valid-params -- this is not Promise.catch
    super.catch(thrown, host);
  }
}

function refusal({ code, said }: AppError, locale: Locale) {
  const [name, text] = MESSAGES[code] ?? ['msg_not_allowed', said];
  const translated_message = say(text, locale);
  return { type: 'Forbidden', message: name, translated_message, additional_metadata: {} };
}
