import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { withRawKey } from '../../platform/crypto/raw-key.js';
import { secretBytes } from '../../platform/memory/wiping.js';
import { UrlSecret } from '../../platform/crypto/url-secret.js';
import { FileKey } from '../../version-archive/index.js';

const SESSION_ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const WRAPPED_KEY_BYTES = NONCE_BYTES + FileKey.BYTES + TAG_BYTES;

/** What the wrapped key is bound to: it opens this version, until this time, and nothing else. */
export interface WrapBinding {
  readonly documentId: string;
  readonly versionNumber: number;
  readonly expiresAtMs: number;
}

/**
 * The secret in a file URL. The session's id and the key that unwraps the version's file key are derived from it. The
 * wrapped file key is stored with the session: neither the session alone nor a URL without its session opens anything.
 */
export class FileCapability {
  readonly sessionId: string;

  private constructor(private readonly secret: UrlSecret) {
    this.sessionId = this.#derive('sid', SESSION_ID_BYTES).toString('hex');
  }

  static fresh(): FileCapability {
    return new FileCapability(UrlSecret.fresh());
  }

  /** Undefined for a malformed text. */
  static parse(text: string): FileCapability | undefined {
    const secret = UrlSecret.parse(text);
    return secret && new FileCapability(secret);
  }

  /** Only for the URL. */
  reveal(): string {
    return this.secret.reveal();
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
      return FileKey.takeOver(bytes);
    } catch {
      return undefined;
    } finally {
      key.fill(0);
    }
  }

  /** Zeroes the secret. */
  destroy(): void {
    this.secret.destroy();
  }

  #derive(purpose: string, bytes: number): Buffer {
    return this.secret.derive(`kontor/editing-session/${purpose}`, bytes);
  }
}

const aadOf = ({ documentId, versionNumber, expiresAtMs }: WrapBinding): Buffer =>
  Buffer.from(`${documentId}|${versionNumber}|${expiresAtMs}`);
