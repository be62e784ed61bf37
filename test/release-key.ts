import { webcrypto } from 'node:crypto';
import { identityToRecipient } from 'age-encryption';

const { subtle } = webcrypto;
const utf8 = new TextEncoder();
const PURPOSE = 'kontor/editing-session/';
/** What stands before the 32 bytes of an X25519 secret in PKCS #8. */
const PKCS8_OF_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

export interface WrapFor {
  readonly documentId: string;
  readonly versionNumber: number;
  readonly expiresAtMs: number;
}

/** What a browser does to release a key, with WebCrypto alone (docs/formats/editing-session.md). */
export class BrowserRelease {
  readonly secret: Uint8Array<ArrayBuffer>;

  constructor(secret: Uint8Array<ArrayBuffer>) {
    this.secret = secret;
  }

  static fresh(): BrowserRelease {
    return new BrowserRelease(webcrypto.getRandomValues(new Uint8Array(32)));
  }

  async derive(purpose: string, bytes: number): Promise<Buffer> {
    const key = await subtle.importKey('raw', this.secret, 'HKDF', false, ['deriveBits']);
    const info = utf8.encode(PURPOSE + purpose);
    const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
    return Buffer.from(await subtle.deriveBits(params, key, bytes * 8));
  }

  async sessionId(): Promise<string> {
    return (await this.derive('sid', 16)).toString('hex');
  }

  /** The public half of the session's own pair. */
  async recipient(): Promise<string> {
    const pair = Buffer.concat([PKCS8_OF_X25519, await this.derive('x25519', 32)]);
    const session = await subtle.importKey('pkcs8', pair, 'X25519', false, ['deriveBits']);
    return identityToRecipient(session as CryptoKey);
  }

  async wrap(
    fileKey: Uint8Array,
    { documentId, versionNumber, expiresAtMs }: WrapFor,
    iv?: Buffer,
  ) {
    const nonce = iv ?? webcrypto.getRandomValues(Buffer.alloc(12));
    const raw = await this.derive('wrap', 32);
    const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
    const additionalData = utf8.encode(`${documentId}|${versionNumber}|${expiresAtMs}`);
    const params = { name: 'AES-GCM', iv: nonce, additionalData };
    const sealed = await subtle.encrypt(params, key, Buffer.from(fileKey));
    return Buffer.concat([nonce, Buffer.from(sealed)]);
  }

  /** The `release` of `POST /api/eurooffice/session`. */
  async wire(fileKey: Uint8Array, binding: WrapFor) {
    return {
      version: binding.versionNumber,
      capability: Buffer.from(this.secret).toString('base64url'),
      wrapped_key: (await this.wrap(fileKey, binding)).toString('base64url'),
      expires_at: new Date(binding.expiresAtMs).toISOString(),
      session_recipient: await this.recipient(),
    };
  }
}
