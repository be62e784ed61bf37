import { hkdf } from '../../platform/crypto/hkdf.js';
import { randomSecret } from '../../platform/crypto/secret-bytes.js';

const SECRET_BYTES = 32;
const ID_BYTES = 16;

/**
 * The secret in an upload's address, which only the program that uploads has. From it follow the upload's id in
 * the database and the X25519 secret that opens its parts: neither leads back, so what rests opens nothing.
 */
export class UploadAddress {
  readonly #secret: Buffer;
  readonly uploadId: string;

  private constructor(secret: Buffer) {
    this.#secret = secret;
    this.uploadId = hkdf(secret, 'kontor/upload/id', { length: ID_BYTES }).toString('hex');
  }

  static fresh(): UploadAddress {
    return new UploadAddress(randomSecret(SECRET_BYTES));
  }

  /** Undefined for a text that cannot be one. */
  static parse(text: string): UploadAddress | undefined {
    const secret = Buffer.from(text, 'base64url');
    if (secret.length !== SECRET_BYTES || secret.toString('base64url') !== text) return undefined;
    return new UploadAddress(secret);
  }

  /** For the URL, and for nothing else. */
  reveal(): string {
    return this.#secret.toString('base64url');
  }

  /** What the parts are sealed with. Zero it after use. */
  secretOfParts(): Buffer {
    return hkdf(this.#secret, 'kontor/upload/x25519', { length: SECRET_BYTES });
  }
}
