import { randomBytes } from 'node:crypto';
import { FixedClock } from './fakes/fixed-clock.js';
import { createStorage, type Storage } from '../src/storage/create-storage.js';
import type { Keyring } from '../src/storage/keyrings/keyring-index.js';
import { MemoryKeyringIndex } from './fakes/memory-keyring-index.js';
import { MemoryObjectIndex } from './fakes/memory-object-index.js';
import type { ObjectRef } from '../src/storage/object-store.js';
import { readIdentityText, writeIdentityText } from '../src/storage/seal/identity-text.js';
import { readFooter, writeFooter } from '../src/storage/seal/shard-tail.js';
import { readTrustedManifest, writeManifest, type Manifest } from '../src/storage/seal/manifest.js';
import type { SigningKey } from '../src/storage/seal/signing-key.js';
import { MemoryShardStore } from './fakes/memory-shard-store.js';

const FOOTER = 32;

/**
 * A provider that knows a document's public key, and the format. It seals versions that open with the
 * document's key and lack nothing but our signature.
 */
export class Planter {
  readonly #stores = Array.from({ length: 6 }, (_, i) => new MemoryShardStore(`p${i}`));
  readonly #keyrings = new MemoryKeyringIndex();
  readonly #storage: Storage;

  constructor() {
    const secrets = { age: randomBytes(32), seed: randomBytes(32), created: 'now' };
    const identity = readIdentityText(writeIdentityText(secrets));
    if (identity === undefined) throw new Error('no identity');
    this.#storage = createStorage(
      { k: 4, m: 2, minDurable: 6, recoveryRecipient: undefined },
      {
        index: new MemoryObjectIndex(),
        keyringIndex: this.#keyrings,
        clock: new FixedClock(),
        stores: this.#stores,
        identity,
      },
    );
  }

  /** The six shards, by index, signed by the planter. */
  async seal(ref: ObjectRef, keyring: Keyring, content: Buffer): Promise<Buffer[]> {
    await this.#keyrings.add(keyring);
    const stored = await this.#storage.objects.put({
      ...ref,
      parent: null,
      content: [content] as unknown as AsyncIterable<Buffer>,
      maxBytes: content.length,
      description: { title: 'A title' },
    });
    return stored.shards.map(({ index, provider }) => {
      const store = this.#stores.find((each) => each.provider === provider);
      const key = `v1/${ref.documentId}/${ref.versionId}/${index}`;
      const shard = store?.shards.get(key) as Buffer;
      store?.shards.delete(key);
      return shard;
    });
  }
}

/** The same shard, its manifest without signature, or with a signer that is trusted and did not sign. */
export function unsigned(shard: Buffer, ourKid?: string): Buffer {
  return withLine(shard, (line) => {
    const text = line.toString();
    const changed =
      ourKid === undefined
        ? text.replace(/,"sig":"[^"]*"/, '')
        : text.replace(/"kid":"[0-9a-f]+"/, `"kid":"${ourKid}"`);
    return Buffer.from(changed);
  });
}

/** The same shard with other things in its manifest, signed. */
export const rewritten = (
  shard: Buffer,
  signing: SigningKey,
  changes: { readonly about: string | undefined },
): Buffer =>
  withLine(shard, (line) => {
    const { about: _about, ...manifest } = readTrustedManifest(line);
    const { about } = changes;
    const changed: Manifest = { ...manifest, ...(about !== undefined && { about }) };
    return writeManifest(changed, signing);
  });

function withLine(shard: Buffer, change: (line: Buffer) => Buffer): Buffer {
  const { index, manifestLength } = readFooter(shard.subarray(-FOOTER));
  const at = shard.length - FOOTER - manifestLength;
  const line = change(shard.subarray(at, -FOOTER));
  return Buffer.concat([shard.subarray(0, at), line, writeFooter(index, line.length)]);
}
