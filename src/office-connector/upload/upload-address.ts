import { UrlSecret } from '../../platform/crypto/url-secret.js';

/**
 * The secret in an upload's address, which only the program that uploads has. From it follow the upload's id in
 * the database and the X25519 secret that opens its parts.
 */
export class UploadAddress {
  readonly uploadId: string;

  private constructor(private readonly secret: UrlSecret) {
    this.uploadId = secret.derive('kontor/upload/id', 16).toString('hex');
  }

  static fresh(): UploadAddress {
    return new UploadAddress(UrlSecret.fresh());
  }

  /** Undefined for a text that cannot be one. */
  static parse(text: string): UploadAddress | undefined {
    const secret = UrlSecret.parse(text);
    return secret && new UploadAddress(secret);
  }

  /** For the URL, and for nothing else. */
  reveal(): string {
    return this.secret.reveal();
  }

  /** What the parts are sealed with. Zero it after use. */
  secretOfParts(): Buffer {
    return this.secret.derive('kontor/upload/x25519', 32);
  }
}
