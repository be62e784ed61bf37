import { setImmediate as nextTurn } from 'node:timers/promises';
import { truncated, tooLarge, longerThanSaid, descriptionTooLong } from '../storage.errors.js';
import { shardKey } from '../providers/keys.js';
import { QuorumWrite } from './quorum-write.js';
import { StripeWriter } from './stripe-writer.js';
import { sealAbout } from '../seal/about.js';
import { FILE_KEY_BYTES, sealHeader } from '../seal/age-header.js';
import { identityOf, parseRecipient, type AgeRecipient } from '../seal/age-key.js';
import { NONCE_BYTES, PayloadSealer } from '../seal/age-payload.js';
import { sealDescription } from '../seal/description.js';
import { FIELD_NAME, manifestHashOf, writeManifest, type Manifest } from '../seal/manifest.js';
import { rootOf, shardEnd } from '../seal/shard-tail.js';
import { BLOCK_BYTES } from '../seal/stripe-layout.js';
import type { SigningKey } from '../seal/signing-key.js';
import { freeMemory } from '../../platform/memory/wiping.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { BlockHashing } from '../block-hashing.js';
import type { ErasureCode } from '../erasure/erasure-code.js';
import type { Keyring } from '../keyrings/keyring-index.js';
import type { KeyCopy, PutObject, StoredObject } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import type { StripeBuffers } from '../stripe-buffers.js';

const MAX_DESCRIPTION_BYTES = 16_384;
/** Large pieces are cut, so that other requests get their turn in between. */
const PIECE_BYTES = 1_048_576;

export interface WritingTools {
  readonly providers: Providers;
  readonly code: ErasureCode;
  readonly buffers: StripeBuffers;
  readonly hashing: BlockHashing;
  readonly signing: SigningKey;
  /** Who reads what a version is about, without a key of its document. */
  readonly readers: readonly AgeRecipient[];
  readonly clock: Clock;
  readonly random: (length: number) => Buffer;
}

/** Seals one object and places its shards. */
export class ObjectWriting {
  constructor(private readonly tools: WritingTools) {}

  async write(
    object: PutObject,
    keyring: Keyring,
    parentHash: string | null,
  ): Promise<StoredObject> {
    const fileKey = this.tools.random(FILE_KEY_BYTES);
    const { providers, code } = this.tools;
    const quorum = new QuorumWrite(
      providers.storesFor(object.versionId, code.k + code.m),
      (index) => shardKey(object, index),
      providers.quorum,
      providers.resting,
    );
    try {
      return await this.#writeSealed(object, { keyring, parentHash, fileKey, quorum });
    } catch (error) {
      await quorum.abandon();
      throw error;
    } finally {
      fileKey.fill(0);
    }
  }

  async #writeSealed(
    object: PutObject,
    sealing: { keyring: Keyring; parentHash: string | null; fileKey: Buffer; quorum: QuorumWrite },
  ): Promise<StoredObject> {
    const { keyring, fileKey, quorum } = sealing;
    const { code, signing, clock } = this.tools;
    checkDescription(object.description);
    const body = await this.#writeBody(object, fileKey, quorum);
    const description = { ...object.description, ...object.describedAfter?.() };
    checkDescription(description);
    const sealTo = object.sealTo?.(body.size);
    const ageHeader = this.#sealKey(
      fileKey,
      sealTo === undefined ? keyring.recipient : identityOf(sealTo).recipient.text,
    );
    const keyCopies = this.#copies(fileKey, object.extraRecipients ?? []);
    const manifest: Omit<Manifest, 'v' | 'kid'> = {
      doc: object.documentId,
      ver: object.versionId,
      epoch: keyring.epoch,
      parent: sealing.parentHash,
      t: clock.nowMs(),
      rs: { k: code.k, m: code.m, f: FIELD_NAME },
      S: BLOCK_BYTES,
      ct: body.sealedSize,
      age: ageHeader,
      roots: body.hashLists.map(rootOf),
      meta: sealDescription(fileKey, description),
      about: this.#about(description, keyring, sealTo !== undefined),
    };
    const line = writeManifest(manifest, signing);
    const shards = await quorum.commit(body.hashLists.map((list, i) => shardEnd(list, line, i)));
    return {
      documentId: object.documentId,
      versionId: object.versionId,
      size: body.size,
      sealedSize: body.sealedSize,
      required: code.k,
      total: code.k + code.m,
      manifestHash: manifestHashOf(line),
      ageHeader,
      epoch: keyring.epoch,
      shards,
      ...(keyCopies.length > 0 && { keyCopies }),
    };
  }

  async #writeBody(object: PutObject, fileKey: Buffer, quorum: QuorumWrite) {
    const nonce = this.tools.random(NONCE_BYTES);
    const sealer = new PayloadSealer(fileKey, nonce);
    const { code, buffers, hashing } = this.tools;
    const stripes = new StripeWriter(code, buffers, quorum, hashing);
    let size = 0;
    try {
      await stripes.write(nonce);
      for await (const piece of piecesOf(object.content)) {
        size += piece.length;
        if (size > object.maxBytes) throw tooLarge(object.maxBytes);
        if (size > (object.expectedBytes ?? size))
          throw longerThanSaid(object.expectedBytes as number);
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
      await stripes.release();
    }
  }

  #sealKey(fileKey: Buffer, recipientText: string): string {
    const recipient = parseRecipient(recipientText);
    if (recipient === undefined) throw new RangeError(`${recipientText} is no public key`);
    return sealHeader(fileKey, [recipient], this.tools.random);
  }

  /** Of a part of an upload an index has nothing to know but that. */
  #about(description: PutObject['description'], { revision }: Keyring, isPart: boolean): string {
    const { readers, random } = this.tools;
    const about = isPart ? { state: 'part' } : { ...description, keyring_revision: revision };
    return sealAbout(about, readers, random);
  }

  /** A copy is a favour: for what is no public key there is none, and the object is stored all the same. */
  #copies(fileKey: Buffer, recipients: readonly string[]): KeyCopy[] {
    return recipients
      .filter((text) => parseRecipient(text) !== undefined)
      .map((recipient) => ({ recipient, ageHeader: this.#sealKey(fileKey, recipient) }));
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
