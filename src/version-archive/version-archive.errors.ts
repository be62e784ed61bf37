import { AppError } from '../platform/errors/app-error.js';
import { sentence } from '../platform/errors/sentence.js';

export const headMoved = (groupId: string, expectedHead: number): AppError =>
  new AppError(
    'version-archive/head-moved',
    'conflict',
    'Somebody else has changed the document. Load the current version and try again.',
    { data: { groupId, expectedHead } },
  );

/** `number` 0: of an address that names none. */
export const noSuchVersion = (groupId: string, number: number): AppError =>
  new AppError(
    'version-archive/no-such-version',
    'not-found',
    number === 0
      ? 'There is no such version of this document. Choose one from its list of versions.'
      : sentence`There is no version ${number} of this document. Choose one from its list of versions.`,
    { data: { groupId, number } },
  );

export const noSuchGroup = (groupId: string): AppError =>
  new AppError(
    'version-archive/no-such-group',
    'not-found',
    sentence`There is no version group ${groupId}. Check the id of the document.`,
    {
      data: { groupId },
    },
  );

export const partExists = (versionId: string, kind: string): AppError =>
  new AppError(
    'version-archive/part-exists',
    'conflict',
    sentence`Version ${versionId} has a part "${kind}" already. Open that one.`,
    { data: { versionId, kind } },
  );

export const currentVersionStays = (groupId: string, number: number): AppError =>
  new AppError(
    'version-archive/current-stays',
    'conflict',
    sentence`Version ${number} is the current one, or is gone already. Load the list of versions and choose another.`,
    { data: { groupId, number } },
  );
