import type { ObjectRef } from '../object-store.js';

/** Where things lie at a provider (`docs/formats/sealed-object.md`). */
export const shardKey = ({ documentId, versionId }: ObjectRef, index: number): string =>
  `v1/${documentId}/${versionId}/${index}`;

/** A keyring that is sealed anew, to more or fewer members, is a new file: the highest revision counts. */
export const keyringKey = (documentId: string, epoch: number, revision: number): string =>
  `${keyringName(documentId, epoch, revision)}.age`;

/** Whose keyring that is, for who rebuilds an index; beside each copy. */
export const keyringAboutKey = (documentId: string, epoch: number, revision: number): string =>
  `${keyringName(documentId, epoch, revision)}.about`;

const keyringName = (documentId: string, epoch: number, revision: number): string =>
  `v1/${documentId}/keyring/${epoch}${revision === 1 ? '' : `.${revision}`}`;
