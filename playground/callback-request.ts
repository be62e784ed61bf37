import type { CallbackBody } from './document-server-options.js';
import { signToken } from './token.js';

/** Longer header tokens are trimmed; the real server's limit. */
const MAX_HEADER_TOKEN = 7168;
const TOKEN_SECONDS = 300;

export interface SignedCallback {
  readonly headerToken: string;
  readonly body: CallbackBody;
}

/** Keys in the order of the real server; absent values are left out. */
const order = [
  'key',
  'status',
  'url',
  'changesurl',
  'history',
  'users',
  'actions',
  'userdata',
  'lastsave',
  'notmodified',
  'forcesavetype',
  'token',
  'filetype',
] as const satisfies readonly (keyof CallbackBody)[];

const ordered = (body: CallbackBody): CallbackBody =>
  Object.fromEntries(
    order.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  ) as unknown as CallbackBody;

/** Both tokens of one request. The body's own token stays whole when header and plain body are trimmed. */
export function signCallback(
  body: CallbackBody,
  { secret, now }: { secret: string; now: number },
): SignedCallback {
  const iat = Math.floor(now / 1000);
  const times = { iat, exp: iat + TOKEN_SECONDS };
  const whole = ordered(body);
  const token = signToken({ ...whole, ...times }, secret);
  const headerToken = signToken({ payload: whole, ...times }, secret);
  if (headerToken.length < MAX_HEADER_TOKEN)
    return { headerToken, body: ordered({ ...whole, token }) };
  const { changesurl: _left, ...rest } = whole;
  const trimmed = { ...rest, ...(whole.history ? { history: {} } : {}) };
  return {
    headerToken: signToken({ payload: ordered(trimmed), ...times }, secret),
    body: ordered({ ...trimmed, token }),
  };
}

/** Does the real server take this answer for a success? Only 200 and 204 count, and 204 has no body to say so. */
export function isSuccess({ status, body }: { status: number; body: string }): boolean {
  if (status !== 200 && status !== 204) return false;
  try {
    const answer: unknown = JSON.parse(body);
    const error = (answer as { error?: unknown } | null)?.error;
    return error !== undefined && error !== null && error !== '' && Number(error) === 0;
  } catch {
    return false;
  }
}

/** 429, 5xx and no answer at all are worth a repetition; nothing else is. */
export const isTransient = (status: number | undefined): boolean =>
  status === undefined || status === 429 || (status >= 500 && status <= 599);
