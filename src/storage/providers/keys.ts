import type { ObjectRef } from '../object-store.js';

/*
 * The keys under which shards and keyrings lie at a provider, written and read (`docs/formats/sealed-object.md`).
 */

/** Of everything that lies there for one document. */
export const documentPrefix = (documentId: string): string => `v1/${documentId}`;

export const shardKey = ({ documentId, versionId }: ObjectRef, index: number): string =>
  `v1/${documentId}/${versionId}/${index}`;

/** Each revision of a keyring is a file of its own; the highest one counts. */
export const keyringKey = (documentId: string, epoch: number, revision: number): string =>
  `${keyringName(documentId, epoch, revision)}.age`;

/** Index metadata beside each copy of a keyring: whose it is, for rebuilding an index. */
export const keyringMetadataKey = (documentId: string, epoch: number, revision: number): string =>
  `${keyringName(documentId, epoch, revision)}.about`;

export const probeKey = (name: string): string => `v1/probe/${name}`;

const keyringName = (documentId: string, epoch: number, revision: number): string =>
  `v1/${documentId}/keyring/${epoch}${revision === 1 ? '' : `.${revision}`}`;

/** What a key stands for, by its form alone. A keyring's index metadata counts as the keyring. */
export type ProviderEntry =
  | {
      readonly is: 'shard';
      readonly documentId: string;
      readonly versionId: string;
      readonly index: number;
    }
  | {
      readonly is: 'keyring';
      readonly documentId: string;
      readonly epoch: number;
      readonly revision: number;
    }
  | { readonly is: 'probe' }
  | { readonly is: 'unknown' };

const KEYRING = /^v1\/([^/]+)\/keyring\/([1-9]\d*)(?:\.([1-9]\d*))?\.(?:age|about)$/;
const SHARD = /^v1\/([^/]+)\/([^/]+)\/(0|[1-9]\d?)$/;

export function readKey(key: string): ProviderEntry {
  if (key.startsWith(probeKey(''))) return { is: 'probe' };
  const keyring = KEYRING.exec(key);
  if (keyring !== null) {
    const [, documentId = '', epoch, revision = '1'] = keyring;
    return { is: 'keyring', documentId, epoch: Number(epoch), revision: Number(revision) };
  }
  const shard = SHARD.exec(key);
  if (shard === null) return { is: 'unknown' };
  const [, documentId = '', versionId = '', index] = shard;
  return { is: 'shard', documentId, versionId, index: Number(index) };
}
