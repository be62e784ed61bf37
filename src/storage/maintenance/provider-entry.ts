/** What a provider's key says it is (`docs/formats/sealed-object.md`). */
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

export function readEntry(key: string): ProviderEntry {
  if (key.startsWith('v1/probe/')) return { is: 'probe' };
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
