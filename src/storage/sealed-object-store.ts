import { Readable } from 'node:stream';
import { FileKey } from './file-key.js';
import { shardKey } from './providers/keys.js';
import type { Keyrings } from './keyrings/keyrings.js';
import type { ObjectDuplication } from './object-duplication.js';
import type { ObjectReading } from './read/object-reading.js';
import {
  ObjectStore,
  type ByteRange,
  type ObjectIndex,
  type ObjectRef,
  type PutObject,
  type SealedFile,
  type SealedKey,
  type ShardPresence,
  type StoredObject,
} from './object-store.js';
import type { ObjectWriting } from './write/object-writing.js';
import type { Providers } from './providers/providers.js';
import type { UnlockedKey, UnlockedKeyCache } from './keyrings/unlocked-key-cache.js';
import { untilLate } from './providers/quorum-options.js';
import { damaged, noSuchObject } from './storage.errors.js';
import { openHeader } from './seal/age-header.js';
import { identityOf } from './seal/age-key.js';

export interface SealedObjectStoreParts {
  readonly index: ObjectIndex;
  readonly keyrings: Keyrings;
  readonly providers: Providers;
  readonly writing: ObjectWriting;
  readonly reading: ObjectReading;
  readonly duplication: ObjectDuplication;
  readonly fileKeys: UnlockedKeyCache<FileKey>;
}

/** Seals and erasure-codes content, stores its shards at the providers, and reads it back. */
export class SealedObjectStore extends ObjectStore {
  constructor(private readonly parts: SealedObjectStoreParts) {
    super();
  }

  async createKeyring(documentId: string, members?: readonly string[]): Promise<void> {
    await this.parts.keyrings.create(documentId, members ?? [this.parts.keyrings.serverRecipient]);
  }

  async put(object: PutObject): Promise<StoredObject> {
    const keyring = await this.parts.keyrings.current(object.documentId);
    const { parent } = object;
    const parentHash = parent === null ? null : await this.parts.index.manifestHashOf(parent);
    if (parentHash === undefined) throw noSuchObject((parent as ObjectRef).versionId);
    return this.parts.writing.write(object, keyring, parentHash);
  }

  async duplicate(
    ref: ObjectRef,
    versionId: string,
    description: PutObject['description'],
  ): Promise<StoredObject> {
    return this.parts.duplication.duplicate(await this.#get(ref), versionId, description);
  }

  async record(stored: StoredObject): Promise<void> {
    await this.parts.index.addObject(stored);
  }

  async unrecord(refs: readonly ObjectRef[]): Promise<readonly StoredObject[]> {
    const removed: StoredObject[] = [];
    for (const ref of refs) {
      const stored = await this.parts.index.findObject(ref);
      if (stored === undefined) continue;
      await this.parts.index.removeObject(ref);
      removed.push(stored);
    }
    return removed;
  }

  async discard(stored: StoredObject): Promise<void> {
    const { providers } = this.parts;
    const removals = stored.shards.map(({ index, provider }) => {
      const removed = providers.find(provider)?.remove(shardKey(stored, index));
      removed?.catch(() => undefined);
      return providers.resting.has(provider) ? undefined : removed;
    });
    await untilLate(
      removals.filter((removed) => removed !== undefined),
      providers.quorum,
    );
  }

  async openUnrecorded(stored: StoredObject, secret: Uint8Array): Promise<Readable> {
    const identity = identityOf(secret);
    const key = FileKey.takeOver(unwrap(stored, () => openHeader(stored.ageHeader, identity)));
    try {
      return await this.parts.reading.read(stored, key.bytes, clamped(stored.size));
    } finally {
      key.destroy();
    }
  }

  async leaseKey(ref: ObjectRef): Promise<FileKey> {
    const name = `${ref.documentId}/${ref.versionId}`;
    return (await this.parts.fileKeys.open(name, () => this.#openKey(ref))).key;
  }

  async open(ref: ObjectRef, key: FileKey, range?: ByteRange): Promise<Readable> {
    const own = new FileKey(key.bytes);
    try {
      const stored = await this.#get(ref);
      return await this.parts.reading.read(stored, own.bytes, clamped(stored.size, range));
    } finally {
      own.destroy();
    }
  }

  async sealedKeyOf(ref: ObjectRef): Promise<SealedKey> {
    const { epoch, ageHeader } = await this.#get(ref);
    return { epoch, ageHeader };
  }

  async openSealed(ref: ObjectRef): Promise<SealedFile> {
    const stored = await this.#get(ref);
    const { epoch, ageHeader, sealedSize } = stored;
    const payload = await this.parts.reading.readSealed(stored);
    const header = Buffer.from(ageHeader);
    return { epoch, ageHeader, size: header.length + sealedSize, content: joined(header, payload) };
  }

  presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>> {
    return this.parts.index.presenceOf(versionIds);
  }

  async #openKey(ref: ObjectRef): Promise<UnlockedKey<FileKey>> {
    const stored = await this.#get(ref);
    const identity = await this.parts.keyrings.unlock(stored.documentId, stored.epoch);
    const bytes = unwrap(stored, () => openHeader(stored.ageHeader, identity.key));
    return { key: FileKey.takeOver(bytes), wrap: identity.wrap };
  }

  async #get(ref: ObjectRef): Promise<StoredObject> {
    const stored = await this.parts.index.findObject(ref);
    if (stored === undefined) throw noSuchObject(ref.versionId);
    return stored;
  }
}

function unwrap(stored: StoredObject, open: () => Buffer): Buffer {
  try {
    return open();
  } catch (error) {
    throw damaged(stored.versionId, error);
  }
}

/** An error in the payload destroys the stream, so that a reader never takes a truncated file for a complete one. */
function joined(header: Buffer, payload: Readable): Readable {
  async function* whole(): AsyncGenerator<Buffer> {
    yield header;
    yield* payload as AsyncIterable<Buffer>;
  }
  const stream = Readable.from(whole(), { objectMode: false });
  stream.once('close', () => payload.destroy());
  return stream;
}

const clamped = (size: number, range: ByteRange = { start: 0, end: size }): ByteRange => ({
  start: Math.max(0, range.start),
  end: Math.min(size, range.end),
});
