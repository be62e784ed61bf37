import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { ProblemFilter } from '../../platform/http/problem.filter.js';

/** By error code: the message name that programs compare, and a text for people. */
const MESSAGES: Readonly<Record<string, readonly [string, string]>> = {
  'documents/checked-out': ['msg_checkout_disallowed', 'Checkout is not allowed.'],
  'documents/being-edited': ['msg_checkout_disallowed', 'Checkout is not allowed.'],
  'documents/unsaved-changes': [
    'msg_checkout_disallowed',
    'The browser editor has changes that it could not save. Open the document there first, or give them up on its page.',
  ],
  'documents/not-allowed': ['msg_checkout_disallowed', 'Checkout is not allowed.'],
  'documents/not-checked-out': ['msg_not_checked_out', 'The document is not checked out by you.'],
};

/** Refusals (403, 409) in the format that desktop programs expect; all other errors as on other routes. */
@Catch()
export class DesktopErrorFilter extends ProblemFilter {
  override catch(thrown: unknown, host: ArgumentsHost): void {
    const isRefusal =
      isAppError(thrown) && (thrown.kind === 'forbidden' || thrown.kind === 'conflict');
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (isRefusal) void reply.code(403).type('application/json').send(refusal(thrown));
    // oxlint-disable-next-line promise/valid-params -- this is not Promise.catch
    else super.catch(thrown, host);
  }
}

function refusal({ code, message }: AppError) {
  const [name, text] = MESSAGES[code] ?? ['msg_not_allowed', message];
  return { type: 'Forbidden', message: name, translated_message: text, additional_metadata: {} };
}
