import { setImmediate as nextTurn } from 'node:timers/promises';
import { freeMemory } from '../../platform/memory/wiping.js';
import type { Keyring } from '../keyrings/keyring-index.js';
import type { KeyCopy, PutObject, StoredObject } from '../object-store.js';
import { FILE_KEY_BYTES, sealHeader } from '../seal/age-header.js';
import { identityOf, parseRecipient } from '../seal/age-key.js';
import { NONCE_BYTES, PayloadSealer } from '../seal/age-payload.js';
import { manifestHashOf } from '../seal/manifest.js';
import { sealDescription } from '../seal/metadata.js';
import { shardEnd } from '../seal/shard-tail.js';
import { descriptionTooLong, longerThanAnnounced, tooLarge, truncated } from '../storage.errors.js';
import type { ManifestWriting } from './manifest-writing.js';
import type { QuorumWrite } from './quorum-write.js';
import type { ShardWriting, StripeWriter } from './stripe-writer.js';

const MAX_DESCRIPTION_BYTES = 16_384;
/** Larger pieces are cut, so that sealing one does not block other requests. */
const PIECE_BYTES = 1_048_576;

/** How one object is sealed, and where its shards go. */
interface Writing {
  readonly keyring: Keyring;
  readonly parentHash: string | null;
  readonly fileKey: Buffer;
  readonly quorum: QuorumWrite;
}

/** Seals one object and writes its shards. */
export class ObjectWriting {
  constructor(
    private readonly shards: ShardWriting,
    private readonly manifests: ManifestWriting,
    private readonly random: (length: number) => Buffer,
  ) {}

  async write(
    object: PutObject,
    keyring: Keyring,
    parentHash: string | null,
  ): Promise<StoredObject> {
    const fileKey = this.random(FILE_KEY_BYTES);
    const quorum = this.shards.begin(object);
    try {
      return await this.#writeSealed(object, { keyring, parentHash, fileKey, quorum });
    } catch (error) {
      await quorum.abandon();
      throw error;
    } finally {
      fileKey.fill(0);
    }
  }

  async #writeSealed(object: PutObject, writing: Writing): Promise<StoredObject> {
    checkDescription(object.description);
    const stripes = this.shards.stripesTo(writing.quorum);
    try {
      return await this.#writeStripes(object, writing, stripes);
    } finally {
      await stripes.release();
    }
  }

  async #writeStripes(
    object: PutObject,
    { keyring, parentHash, fileKey, quorum }: Writing,
    stripes: StripeWriter,
  ): Promise<StoredObject> {
    const { documentId, versionId } = object;
    const { code } = this.shards;
    const { epoch } = keyring;
    const { size, sealedSize, hashLists, last } = await this.#writeBody(object, fileKey, stripes);
    const description = { ...object.description, ...object.describedAfter?.() };
    checkDescription(description);
    const sealTo = object.sealTo?.(size);
    const ageHeader = this.#wrapKey(
      fileKey,
      sealTo === undefined ? keyring.recipient : identityOf(sealTo).recipient.text,
    );
    const keyCopies = this.#keyCopies(fileKey, object.extraRecipients ?? []);
    const meta = sealDescription(fileKey, description);
    const line = this.manifests.write(
      {
        doc: documentId,
        ver: versionId,
        epoch,
        parent: parentHash,
        ct: sealedSize,
        age: ageHeader,
        meta,
      },
      { code, hashLists },
      // A part of an upload is never recorded, so its index metadata names nothing but its state.
      sealTo === undefined
        ? { ...description, keyring_revision: keyring.revision }
        : { state: 'part' },
    );
    const ends = hashLists.map((list, i) => shardEnd(list, line, i));
    const shards = await quorum.commit(last, ends);
    return {
      ...{ documentId, versionId, size, sealedSize, ageHeader, epoch, shards },
      required: code.k,
      total: code.k + code.m,
      manifestHash: manifestHashOf(line),
      ...(keyCopies.length > 0 && { keyCopies }),
    };
  }

  async #writeBody(object: PutObject, fileKey: Buffer, stripes: StripeWriter) {
    const nonce = this.random(NONCE_BYTES);
    const sealer = new PayloadSealer(fileKey, nonce);
    let size = 0;
    try {
      await stripes.begin();
      await stripes.write(nonce);
      for await (const piece of piecesOf(object.content)) {
        size += piece.length;
        if (size > object.maxBytes) throw tooLarge(object.maxBytes);
        if (size > (object.expectedBytes ?? size))
          throw longerThanAnnounced(object.expectedBytes as number);
        for (const sealed of sealer.push(piece)) {
          await stripes.write(sealed);
          freeMemory(sealed);
        }
      }
      if (size < (object.expectedBytes ?? size))
        throw truncated(object.expectedBytes as number, size);
      for (const sealed of sealer.end()) await stripes.write(sealed);
      return { size, ...(await stripes.end()) };
    } finally {
      sealer.destroy();
    }
  }

  /** The file key, sealed to one public key. */
  #wrapKey(fileKey: Buffer, recipientText: string): string {
    const recipient = parseRecipient(recipientText);
    if (recipient === undefined) throw new RangeError(`${recipientText} is not an age public key`);
    return sealHeader(fileKey, [recipient], this.random);
  }

  /** Extra recipients are optional: an invalid public key gets no copy, and the object is stored anyway. */
  #keyCopies(fileKey: Buffer, recipients: readonly string[]): KeyCopy[] {
    return recipients
      .filter((text) => parseRecipient(text) !== undefined)
      .map((recipient) => ({ recipient, ageHeader: this.#wrapKey(fileKey, recipient) }));
  }
}

async function* piecesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    if (piece.length <= PIECE_BYTES) yield piece;
    else yield* cut(piece);
  }
}

async function* cut(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < piece.length; at += PIECE_BYTES) {
    yield piece.subarray(at, at + PIECE_BYTES);
    await nextTurn();
  }
}

function checkDescription(description: PutObject['description']): void {
  if (Buffer.byteLength(JSON.stringify(description)) > MAX_DESCRIPTION_BYTES) {
    throw descriptionTooLong(MAX_DESCRIPTION_BYTES);
  }
}
