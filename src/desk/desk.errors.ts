import { AppError } from '../platform/errors/app-error.js';

export const noSuchPage = (): AppError =>
  new AppError('desk/no-such-page', 'not-found', 'There is nothing at this address.');
