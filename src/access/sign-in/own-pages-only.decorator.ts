import { SetMetadata } from '@nestjs/common';

export const IS_OWN_PAGES_ONLY = 'kontor:own-pages-only';

/**
 * For forms that need no signed-in person, such as `POST /login`: refused unless a page of ours sent it.
 * Requests that a cookie signs in are checked in any case.
 */
export const OwnPagesOnly = () => SetMetadata(IS_OWN_PAGES_ONLY, true);
