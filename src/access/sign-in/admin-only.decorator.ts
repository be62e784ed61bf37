import { SetMetadata } from '@nestjs/common';

export const IS_ADMIN_ONLY = 'kontor:admin-only';

/** Closes a route, or all of a controller, to everybody but administrators. */
export const AdminOnly = () => SetMetadata(IS_ADMIN_ONLY, true);
