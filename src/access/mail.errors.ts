import { AppError } from '../platform/errors/app-error.js';
import { sentence } from '../platform/errors/sentence.js';

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
    sentence`The mail address of "${username}" comes from the directory or the provider. Change it there.`,
  );
