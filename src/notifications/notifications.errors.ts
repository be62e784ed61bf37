import { AppError } from '../platform/errors/app-error.js';
import { sentence } from '../platform/errors/sentence.js';

export const noSuchNotification = (id: string) =>
  new AppError(
    'notifications/no-such-notification',
    'not-found',
    sentence`You have no notification ${id}; it may have been dismissed already. Reload the list.`,
    { data: { id } },
  );
