import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Locale } from '../platform/identity/actor.js';
import { localeFromHeader } from '../platform/language/accepted-language.js';
import { LOCALES } from './language/locale.js';
import { isTimeZone } from './language/formatting.js';
import { MESSAGES, type Messages } from './language/messages.js';

/** Who requests a page, in which language and time zone. */
export interface RequestContext {
  readonly actor: Actor | undefined;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly path: string;
  readonly messages: Messages;
}

export const LANGUAGE_COOKIE = 'language';
const TIME_ZONE_COOKIE = 'timezone';
let serverTimeZone: string | undefined;

export function requestContextOf(request: FastifyRequest): RequestContext {
  const { actor, url } = request;
  const locale =
    actor?.locale ?? chosenLocale(request) ?? localeFromHeader(request.headers['accept-language']);
  return { actor, locale, timeZone: timeZoneOf(request), path: url, messages: MESSAGES[locale] };
}

/** Chosen on the sign-in page: in its address, or kept from an earlier time. */
function chosenLocale({ query, cookies }: FastifyRequest): Locale | undefined {
  const { locale } = query as { locale?: unknown };
  return (
    LOCALES.find((each) => each === locale) ??
    LOCALES.find((each) => each === cookies[LANGUAGE_COOKIE])
  );
}

/** The browser's, from the cookie that the pages set; before the first page the server's own. */
function timeZoneOf({ cookies }: FastifyRequest): string {
  const stored = cookies[TIME_ZONE_COOKIE];
  if (stored !== undefined && isTimeZone(stored)) return stored;
  return (serverTimeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);
}

export const CurrentRequestContext = createParamDecorator(
  (_: unknown, context: ExecutionContext): RequestContext =>
    requestContextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
