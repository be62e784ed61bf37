import { SetMetadata } from '@nestjs/common';

export const IS_ADMIN_ONLY = 'kontor:admin-only';
export const IS_OWN_PAGES_ONLY = 'kontor:own-pages-only';

/** Closes a route, or all routes of a controller, to everybody but administrators. */
export const AdminOnly = () => SetMetadata(IS_ADMIN_ONLY, true);

/**
 * For forms that need no signed-in person, such as `POST /login`: refuses requests that no page of ours sent.
 * Requests that a cookie signs in are checked in any case.
 */
export const OwnPagesOnly = () => SetMetadata(IS_OWN_PAGES_ONLY, true);
