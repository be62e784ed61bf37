import { createCipheriv, createDecipheriv } from 'node:crypto';
import { withRawKey } from '../../platform/crypto/raw-key.js';
import { hkdf } from '../../platform/crypto/hkdf.js';
import { wipe } from '../../platform/memory/wiping.js';
import { TAG_BYTES } from './aead.js';
import { DamageError } from './damage.js';

/**
 * The age v1 payload: a nonce of 16 bytes, then chunks of 64 KiB, each with a tag of 16 bytes. The last chunk
 * is marked in its nonce, which detects a payload cut at the end of a chunk. It is empty only if the file is.
 */
export const NONCE_BYTES = 16;
export const CHUNK_BYTES = 65_536;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
const OPTIONS = { authTagLength: TAG_BYTES } as const;

export const chunksOf = (size: number): number => Math.max(1, Math.ceil(size / CHUNK_BYTES));
export const sealedSizeOf = (size: number): number =>
  NONCE_BYTES + size + chunksOf(size) * TAG_BYTES;

/** Plaintext bytes of a payload of `sealedSize` bytes, or undefined when no plaintext has that size. */
export function plainSizeOf(sealedSize: number): number | undefined {
  const body = sealedSize - NONCE_BYTES;
  const size = body - Math.max(1, Math.ceil(body / SEALED_CHUNK_BYTES)) * TAG_BYTES;
  return size >= 0 && sealedSizeOf(size) === sealedSize ? size : undefined;
}

/** The offset of a sealed chunk in the payload. */
export const chunkOffset = (chunk: number): number => NONCE_BYTES + chunk * SEALED_CHUNK_BYTES;

/** Bytes rather than a KeyObject, whose copy would stay in memory until it is garbage-collected. */
const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array): Buffer =>
  hkdf(fileKey, 'payload', { salt: nonce });

function chunkNonce(chunk: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(chunk, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/**
 * Seals a stream. Bytes that do not fill a chunk are copied, so pieces may be zeroed or reused after `push`; `end` and
 * `destroy` zero the copy. A chunk is sealed only when a byte beyond it exists, because the last chunk has another
 * nonce.
 */
export class PayloadSealer {
  readonly #key: Buffer;
  /** Not from Node's shared pool, so that zeroing removes everything. */
  readonly #held = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #heldBytes = 0;
  #chunk = 0;

  constructor(fileKey: Uint8Array, nonce: Uint8Array) {
    this.#key = payloadKey(fileKey, nonce);
  }

  /** The chunks that this piece completes, sealed. Consume all of them before the next push. */
  *push(piece: Uint8Array): Generator<Buffer> {
    for (let at = 0; at < piece.length;) {
      if (this.#heldBytes === CHUNK_BYTES) yield* this.#seal(this.#takeHeld(), false);
      for (; this.#heldBytes === 0 && piece.length - at > CHUNK_BYTES; at += CHUNK_BYTES) {
        yield* this.#seal(piece.subarray(at, at + CHUNK_BYTES), false);
      }
      const end = Math.min(piece.length, at + CHUNK_BYTES - this.#heldBytes);
      this.#held.set(piece.subarray(at, end), this.#heldBytes);
      this.#heldBytes += end - at;
      at = end;
    }
  }

  /** Seals the last chunk. */
  *end(): Generator<Buffer> {
    yield* this.#seal(this.#takeHeld(), true);
    this.destroy();
  }

  /** Zeroes the held plaintext and the key. Needed when `end` was not called, harmless otherwise. */
  destroy(): void {
    wipe(this.#held);
    this.#key.fill(0);
  }

  #takeHeld(): Buffer {
    const held = this.#held.subarray(0, this.#heldBytes);
    this.#heldBytes = 0;
    return held;
  }

  *#seal(plain: Uint8Array, last: boolean): Generator<Buffer> {
    const nonce = chunkNonce(this.#chunk++, last);
    const cipher = withRawKey(() => createCipheriv('chacha20-poly1305', this.#key, nonce, OPTIONS));
    if (plain.length > 0) yield cipher.update(plain);
    cipher.final();
    yield cipher.getAuthTag();
  }
}

/**
 * Opens a payload from the start of chunk `firstChunk`. The pushed pieces are the ciphertext from there on, cut at any
 * position. Returns plaintext only of chunks whose tag was verified.
 */
export class PayloadOpener {
  readonly #key: Buffer;
  readonly #lastChunk: number;
  #chunk: number;
  #decipher: ReturnType<typeof newDecipher>;
  #left: number;
  #plain: Buffer[] = [];
  readonly #tag = Buffer.alloc(TAG_BYTES);
  #tagBytes = 0;

  constructor(
    fileKey: Uint8Array,
    nonce: Uint8Array,
    private readonly payload: { readonly size: number; readonly firstChunk: number },
  ) {
    this.#key = payloadKey(fileKey, nonce);
    this.#lastChunk = chunksOf(payload.size) - 1;
    this.#chunk = payload.firstChunk;
    this.#left = this.#chunkSize();
    this.#decipher = newDecipher(this.#key, this.#chunk, this.#lastChunk);
  }

  /** The plaintext of the chunks that this piece completes. `DamageError` when a tag is wrong. */
  push(piece: Uint8Array): Buffer[] {
    const released: Buffer[] = [];
    let at = 0;
    while (at < piece.length) {
      if (this.#left > 0) {
        const end = Math.min(piece.length, at + this.#left);
        this.#plain.push(this.#decipher.update(piece.subarray(at, end)));
        this.#left -= end - at;
        at = end;
      } else {
        const end = Math.min(piece.length, at + TAG_BYTES - this.#tagBytes);
        this.#tag.set(piece.subarray(at, end), this.#tagBytes);
        this.#tagBytes += end - at;
        at = end;
        if (this.#tagBytes === TAG_BYTES) released.push(...this.#release());
      }
    }
    return released;
  }

  /** Zeroes the key and plaintext that was not released; released plaintext is zeroed by the caller. */
  destroy(): void {
    this.#key.fill(0);
    for (const piece of this.#plain) wipe(piece);
    this.#plain = [];
  }

  #release(): Buffer[] {
    this.#check();
    const released = this.#plain;
    this.#plain = [];
    this.#tagBytes = 0;
    this.#chunk++;
    if (this.#chunk <= this.#lastChunk) {
      this.#left = this.#chunkSize();
      this.#decipher = newDecipher(this.#key, this.#chunk, this.#lastChunk);
    }
    return released;
  }

  #check(): void {
    try {
      this.#decipher.setAuthTag(this.#tag);
      this.#decipher.final();
    } catch {
      for (const piece of this.#plain) wipe(piece);
      const what = this.#chunk === this.#lastChunk ? 'last-chunk' : 'chunk';
      throw new DamageError(what, `chunk ${this.#chunk} of the payload does not match its tag`);
    }
  }

  #chunkSize(): number {
    return this.#chunk === this.#lastChunk
      ? this.payload.size - this.#lastChunk * CHUNK_BYTES
      : CHUNK_BYTES;
  }
}

const newDecipher = (key: Buffer, chunk: number, lastChunk: number) =>
  withRawKey(() =>
    createDecipheriv('chacha20-poly1305', key, chunkNonce(chunk, chunk === lastChunk), OPTIONS),
  );
