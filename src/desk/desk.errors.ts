import { AppError } from '../platform/errors/app-error.js';

export const noSuchPage = (): AppError =>
  new AppError(
    'desk/no-such-page',
    'not-found',
    'There is no page at this address. Check the address.',
  );
