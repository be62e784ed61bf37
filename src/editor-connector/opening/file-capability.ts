import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hkdf } from '../../platform/crypto/hkdf.js';
import { withRawKey } from '../../platform/crypto/raw-key.js';
import { randomSecret, secretBytes } from '../../platform/crypto/secret-bytes.js';
import type { VersionArchive } from '../../version-archive/index.js';

/** The key that opens one version. */
export type FileKey = Awaited<ReturnType<VersionArchive['leaseKey']>>;

const SECRET_BYTES = 32;
const SESSION_ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FILE_KEY_BYTES = 16;
export const WRAPPED_KEY_BYTES = NONCE_BYTES + FILE_KEY_BYTES + TAG_BYTES;

/** What the wrapped key is bound to: it opens this version until then, and nothing else. */
export interface WrapBinding {
  readonly documentId: string;
  readonly versionNumber: number;
  readonly expiresAtMs: number;
}

/**
 * The secret in a file URL. From it follow the session's id and the key that unwraps the version's file key.
 * The wrapped file key rests with the session; so neither the session alone nor a URL that outlived
 * its session opens anything.
 */
export class FileCapability {
  readonly #secret: Buffer;
  readonly sessionId: string;

  private constructor(secret: Buffer) {
    this.#secret = secret;
    this.sessionId = this.#derive('sid', SESSION_ID_BYTES).toString('hex');
  }

  static fresh(): FileCapability {
    return new FileCapability(randomSecret(SECRET_BYTES));
  }

  /** Undefined for a text that cannot be one. */
  static parse(text: string): FileCapability | undefined {
    const secret = Buffer.from(text, 'base64url');
    // Comparing back refuses other spellings of the same bytes: the issued URL must match literally.
    if (secret.length !== SECRET_BYTES || secret.toString('base64url') !== text) return undefined;
    return new FileCapability(secret);
  }

  /** For the URL, and for nothing else. */
  reveal(): string {
    return this.#secret.toString('base64url');
  }

  wrap(fileKey: FileKey, binding: WrapBinding): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const key = this.#derive('wrap', 32);
    const cipher = withRawKey(() => createCipheriv('aes-256-gcm', key, nonce)).setAAD(
      aadOf(binding),
    );
    const sealed = [nonce, cipher.update(fileKey.bytes), cipher.final(), cipher.getAuthTag()];
    key.fill(0);
    const wrapped = secretBytes(WRAPPED_KEY_BYTES);
    wrapped.set(Buffer.concat(sealed));
    return wrapped;
  }

  /** The file key; undefined when the record was not made with this secret or was changed. */
  unwrap(sealed: Buffer, binding: WrapBinding): FileKey | undefined {
    if (sealed.length !== WRAPPED_KEY_BYTES) return undefined;
    const key = this.#derive('wrap', 32);
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = withRawKey(() => createDecipheriv('aes-256-gcm', key, nonce))
      .setAAD(aadOf(binding))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      const bytes = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      decipher.final();
      return { bytes, destroy: () => void bytes.fill(0) };
    } catch {
      return undefined;
    } finally {
      key.fill(0);
    }
  }

  /** The URL is out and this is no longer needed. */
  destroy(): void {
    this.#secret.fill(0);
  }

  #derive(purpose: string, bytes: number): Buffer {
    return hkdf(this.#secret, `kontor/editing-session/${purpose}`, { length: bytes });
  }
}

const aadOf = ({ documentId, versionNumber, expiresAtMs }: WrapBinding): Buffer =>
  Buffer.from(`${documentId}|${versionNumber}|${expiresAtMs}`);
