import { AppError } from '../platform/errors/app-error.js';

export const noSuchConnection = (name: string, names: readonly string[]) =>
  new AppError(
    'connections/no-such-connection',
    'not-found',
    `There is no connection named "${name.slice(0, 80)}". There are: ${names.join(', ')}.`,
  );
