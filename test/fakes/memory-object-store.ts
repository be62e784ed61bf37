import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { AppError } from '../../src/platform/errors/app-error.js';
import {
  ObjectStore,
  type ByteRange,
  type FileKey,
  type ObjectRef,
  type PutObject,
  type SealedFile,
  type SealedKey,
  type ShardPresence,
  type StoredObject,
} from '../../src/storage/index.js';

const REQUIRED = 4;
const TOTAL = 6;
const CHUNK = 64 * 1024;

interface Held {
  readonly bytes: Buffer;
  readonly key: Buffer;
  /** Of an object that belongs to whoever has it, and to no document. */
  readonly secret: Buffer | undefined;
}

/** Keeps objects in memory, as the port asks: limits, keys, ranges, discards. `faults` makes it fail. */
export class MemoryObjectStore extends ObjectStore {
  readonly #objects = new Map<string, Held>();
  readonly #keyrings = new Set<string>();
  readonly #recorded = new Set<string>();

  /** Thrown by the next `record`: the process dies before the commit, as far as the database can tell. */
  failNextRecord: Error | undefined;

  /** Keys that were leased and not yet destroyed. */
  openKeys = 0;

  /** Version ids of all bytes that are kept, recorded or not. */
  get kept(): readonly string[] {
    return [...this.#objects.keys()];
  }

  async createKeyring(documentId: string): Promise<void> {
    this.#keyrings.add(documentId);
  }

  async put(object: PutObject): Promise<StoredObject> {
    if (!this.#keyrings.has(object.documentId)) throw new Error('put before createKeyring');
    if (this.#objects.has(object.versionId)) throw new Error('version ids are never reused');
    if (object.parent !== null && !this.#objects.has(object.parent.versionId))
      throw new Error('the parent is not kept');
    const bytes = await collect(object);
    const key = createHash('sha256').update(object.versionId).digest().subarray(0, 16);
    const secret = object.sealTo?.(bytes.length);
    this.#objects.set(object.versionId, { bytes, key, secret: secret && Buffer.from(secret) });
    const keyCopies = object.extraRecipients?.map((recipient) => ({
      recipient,
      ageHeader: `${key.toString('hex')} for ${recipient}`,
    }));
    return { ...storedObject(object, bytes), ...(keyCopies !== undefined && { keyCopies }) };
  }

  async duplicate(ref: ObjectRef, versionId: string): Promise<StoredObject> {
    const held = this.#held(ref);
    this.#objects.set(versionId, held);
    return storedObject({ documentId: ref.documentId, versionId }, held.bytes);
  }

  async record(stored: StoredObject): Promise<void> {
    const fault = this.failNextRecord;
    this.failNextRecord = undefined;
    if (fault !== undefined) throw fault;
    if (this.#held(stored).secret !== undefined) throw new Error('record of an object of its own');
    this.#recorded.add(stored.versionId);
  }

  async unrecord(refs: readonly ObjectRef[]): Promise<readonly StoredObject[]> {
    return refs.flatMap((ref) => {
      if (!this.#recorded.delete(ref.versionId)) return [];
      return storedObject(ref, this.#held(ref).bytes);
    });
  }

  async discard(stored: StoredObject): Promise<void> {
    this.#objects.delete(stored.versionId);
  }

  async openUnrecorded(stored: StoredObject, secret: Uint8Array): Promise<Readable> {
    if (this.#held(stored).secret?.equals(secret) !== true) throw new Error('wrong secret');
    return Readable.from(chunksOf(this.#held(stored).bytes), { objectMode: false });
  }

  async leaseKey(ref: ObjectRef): Promise<FileKey> {
    const bytes = Buffer.from(this.#held(ref).key);
    this.openKeys += 1;
    return {
      bytes,
      destroy: () => {
        bytes.fill(0);
        this.openKeys -= 1;
      },
    };
  }

  async open(ref: ObjectRef, key: FileKey, range?: ByteRange): Promise<Readable> {
    const held = this.#held(ref);
    if (!held.key.equals(key.bytes)) throw new Error('wrong or destroyed key');
    const bytes = held.bytes.subarray(range?.start ?? 0, range?.end ?? held.bytes.length);
    return Readable.from(chunksOf(bytes), { objectMode: false });
  }

  async sealedKeyOf(ref: ObjectRef): Promise<SealedKey> {
    const { epoch, ageHeader } = storedObject({ ...ref }, this.#held(ref).bytes);
    return { epoch, ageHeader };
  }

  /** The bytes turned around: whoever takes them for the content notices. */
  async openSealed(ref: ObjectRef): Promise<SealedFile> {
    const bytes = Buffer.from(this.#held(ref).bytes.toReversed());
    const content = Readable.from(chunksOf(bytes), { objectMode: false });
    return { ...(await this.sealedKeyOf(ref)), size: bytes.length, content };
  }

  async presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>> {
    const known = versionIds.filter((id) => this.#recorded.has(id) && this.#objects.has(id));
    const states = Array.from({ length: TOTAL }, () => 'present' as const);
    const presence = { present: TOTAL, required: REQUIRED, total: TOTAL, states };
    return new Map(known.map((id) => [id, presence]));
  }

  #held(ref: ObjectRef): Held {
    const held = this.#objects.get(ref.versionId);
    if (held === undefined)
      throw new AppError('storage/unrecoverable', 'unavailable', `No object ${ref.versionId}.`);
    return held;
  }
}

async function collect({ content, maxBytes, expectedBytes }: PutObject): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('storage/too-large', 'too-large', 'Too large.');
    chunks.push(Buffer.from(chunk));
  }
  if (expectedBytes !== undefined && size !== expectedBytes)
    throw new AppError('storage/truncated', 'unavailable', 'Truncated.');
  return Buffer.concat(chunks);
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK)
    yield Buffer.from(bytes.subarray(at, at + CHUNK));
}

const storedObject = ({ documentId, versionId }: ObjectRef, bytes: Buffer): StoredObject => ({
  documentId,
  versionId,
  size: bytes.length,
  sealedSize: bytes.length + 16 + 16 * Math.ceil(bytes.length / CHUNK),
  required: REQUIRED,
  total: TOTAL,
  manifestHash: createHash('sha256').update(bytes).digest('hex'),
  ageHeader: 'age-encryption.org/v1',
  epoch: 0,
  shards: Array.from({ length: TOTAL }, (_, index) => ({
    index,
    provider: `memory-${index}`,
    state: 'present' as const,
  })),
});
