import { AppError } from '../platform/errors/app-error.js';

export const headMoved = (groupId: string, expectedHead: number): AppError =>
  new AppError(
    'version-archive/head-moved',
    'conflict',
    'Somebody else changed the document in the meantime; load the current version and try again.',
    { data: { groupId, expectedHead } },
  );

export const noSuchVersion = (groupId: string, number: number): AppError =>
  new AppError(
    'version-archive/no-such-version',
    'not-found',
    `There is no version ${number} of this document.`,
    { data: { groupId, number } },
  );

export const noSuchGroup = (groupId: string): AppError =>
  new AppError('version-archive/no-such-group', 'not-found', `No version group ${groupId}.`, {
    data: { groupId },
  });
