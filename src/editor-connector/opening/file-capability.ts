import { open, OVERHEAD_BYTES, seal } from '../../platform/crypto/aes-gcm.js';
import { secretBytes } from '../../platform/memory/wiping.js';
import { UrlSecret } from '../../platform/crypto/url-secret.js';
import { FileKey } from '../../version-archive/index.js';

const SESSION_ID_BYTES = 16;
export const WRAPPED_KEY_BYTES = OVERHEAD_BYTES + FileKey.BYTES;

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
    const key = this.#derive('wrap', 32);
    const wrapped = secretBytes(WRAPPED_KEY_BYTES);
    wrapped.set(seal(key, fileKey.bytes, bytesOf(binding)));
    key.fill(0);
    return wrapped;
  }

  /** The file key; undefined when the record was not made with this secret or was changed. */
  unwrap(sealed: Buffer, binding: WrapBinding): FileKey | undefined {
    if (sealed.length !== WRAPPED_KEY_BYTES) return undefined;
    const key = this.#derive('wrap', 32);
    const bytes = open(key, sealed, bytesOf(binding));
    key.fill(0);
    return bytes && FileKey.takeOver(bytes);
  }

  /** Zeroes the secret. */
  destroy(): void {
    this.secret.destroy();
  }

  #derive(purpose: string, bytes: number): Buffer {
    return this.secret.derive(`kontor/editing-session/${purpose}`, bytes);
  }
}

const bytesOf = ({ documentId, versionNumber, expiresAtMs }: WrapBinding): Buffer =>
  Buffer.from(`${documentId}|${versionNumber}|${expiresAtMs}`);
