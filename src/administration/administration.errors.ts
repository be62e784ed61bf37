import { AppError } from '../platform/errors/app-error.js';
import { type SentenceValue, sentence } from '../platform/errors/sentence.js';

export const noSuchSetting = (name: string, known: readonly string[]): AppError =>
  new AppError(
    'administration/no-such-setting',
    'not-found',
    sentence`No setting that can be changed while the service runs is called "${name.slice(0, 80)}". Choose one of ${known.join(', ')}.`,
  );

export const badValue = (name: string, why: SentenceValue): AppError =>
  new AppError(
    'administration/bad-value',
    'invalid',
    sentence`This value does not fit ${name}: ${why}. Give one within its bounds.`,
    { shown: { name } },
  );
