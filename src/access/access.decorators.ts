import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { X_ADMIN_ONLY, X_CONFIRMED_ONLY } from '../platform/http/openapi-answers.js';

export const IS_ADMIN_ONLY = 'kontor:admin-only';
export const IS_OWN_PAGES_ONLY = 'kontor:own-pages-only';

export const WITHOUT_SECOND_FACTOR = 'kontor:without-second-factor';
export const IS_CONFIRMED_ONLY = 'kontor:confirmed-only';

/** Also for people who have to register a second factor first and have not done so. All other routes refuse them. */
export const WithoutSecondFactor = () => SetMetadata(WITHOUT_SECOND_FACTOR, true);

/** For those who gave their password, or signed in, within the last minutes: see `CONFIRMED_FOR_MS`. */
export const ConfirmedOnly = () =>
  applyDecorators(SetMetadata(IS_CONFIRMED_ONLY, true), ApiExtension(X_CONFIRMED_ONLY, true));

/** Whom an `@AdminOnly` route lets in beside administrators. */
export interface AdminOnlyOptions {
  /** Applications with the scope of the route, whoever they act for. */
  readonly orApplication?: boolean;
}

/** Closes a route, or all routes of a controller, to everybody but administrators. */
export const AdminOnly = (options: AdminOnlyOptions = {}) =>
  applyDecorators(SetMetadata(IS_ADMIN_ONLY, options), ApiExtension(X_ADMIN_ONLY, true));

/**
 * For forms that need no signed-in person, such as `POST /login`: refuses requests that no page of ours sent.
 * Requests that a cookie signs in are checked in any case.
 */
export const OwnPagesOnly = () => SetMetadata(IS_OWN_PAGES_ONLY, true);
