import { AppError } from '../platform/errors/app-error.js';

export const unusableMail = () =>
  new AppError(
    'access/unusable-mail',
    'unprocessable',
    'This is no mail address. Give one such as anna@example.org, or none to remove it.',
  );

export const mailFromElsewhere = (username: string) =>
  new AppError(
    'access/mail-from-elsewhere',
    'conflict',
    `The mail address of "${username}" comes from the directory or the provider. Change it there.`,
  );
