import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = 'kontor:public';

/** Opens a route to callers without credentials. Everything else is denied by the global guard. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
