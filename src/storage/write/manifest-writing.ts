import type { Clock } from '../../platform/clock/clock.js';
import type { ErasureCode } from '../erasure/erasure-code.js';
import type { AgeRecipient } from '../seal/age-key.js';
import { FIELD_NAME, writeManifest, type Manifest } from '../seal/manifest.js';
import { sealIndexMetadata } from '../seal/metadata.js';
import { rootOf } from '../seal/shard-tail.js';
import type { SigningKey } from '../seal/signing-key.js';
import { BLOCK_BYTES } from '../seal/stripe-layout.js';

export interface WrittenBody {
  readonly code: ErasureCode;
  /** The SHA-256 hashes of the blocks of each shard. */
  readonly hashLists: readonly Buffer[];
}

type ManifestMembers = Pick<Manifest, 'doc' | 'ver' | 'epoch' | 'parent' | 'ct' | 'age' | 'meta'>;

/** Writes and signs manifests, and seals the index metadata in them. */
export class ManifestWriting {
  /** `readers`: the public keys that open the index metadata, without a key of the document. */
  constructor(
    private readonly signing: SigningKey,
    private readonly readers: readonly AgeRecipient[],
    private readonly clock: Clock,
    private readonly random: (length: number) => Buffer,
  ) {}

  /** The manifest line of an object whose blocks have been written. */
  write(members: ManifestMembers, { code, hashLists }: WrittenBody, indexMetadata: object): Buffer {
    const manifest = {
      ...members,
      t: this.clock.nowMs(),
      rs: { k: code.k, m: code.m, f: FIELD_NAME },
      S: BLOCK_BYTES,
      roots: hashLists.map(rootOf),
      about: sealIndexMetadata(indexMetadata, this.readers, this.random),
    } as const;
    return writeManifest(manifest, this.signing);
  }
}
