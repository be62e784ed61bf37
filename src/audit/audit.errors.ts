import { AppError } from '../platform/errors/app-error.js';

export const adminsOnly = () =>
  new AppError(
    'audit/admins-only',
    'forbidden',
    'Only administrators may read the audit log. Ask one of them for what you need.',
  );
