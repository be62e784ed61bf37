import { AppError } from '../platform/errors/app-error.js';

export const languageNotOffered = (language: number, offered: readonly number[]) =>
  new AppError(
    'template-wizard/language-not-offered',
    'invalid',
    `language: this template does not come in ${language}; it comes in ${offered.join(', ')}.`,
    { data: { language, offered } },
  );

export const featureOff = () =>
  new AppError(
    'template-wizard/off',
    'not-found',
    'This server is not connected to a template backend (ONEOFFIXX_HOSTNAME is not set).',
  );
