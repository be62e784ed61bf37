import { identityOf, secretFrom } from './age.js';
import { base64url, fromBase64url, joined, randomBytes, utf8, type Bytes } from './bytes.js';

/** A key is released for an hour at most; one minute less, as clocks differ. */
const RELEASED_MS = 59 * 60 * 1000;
const NONCE_BYTES = 12;

/** What the server is given (docs/adr/0010-custody.md, "Releasing a key"). */
export interface Release {
  readonly version: number;
  readonly capability: string;
  readonly wrapped_key: string;
  readonly expires_at: string;
  readonly session_recipient: string;
}

interface Binding {
  readonly documentId: string;
  readonly version: number;
  readonly expiresAtMs: number;
}

/** Wraps a version's file key for one editing session. */
export async function releaseOf(
  fileKey: Uint8Array,
  documentId: string,
  version: number,
): Promise<Release> {
  const secret = randomBytes(32);
  const expiresAtMs = Date.now() + RELEASED_MS;
  const nonce = randomBytes(NONCE_BYTES);
  const wrapped = await crypto.subtle.encrypt(
    wrapping(nonce, { documentId, version, expiresAtMs }),
    await wrappingKey(secret),
    new Uint8Array(fileKey),
  );
  return {
    version,
    capability: base64url(secret),
    wrapped_key: base64url(joined(nonce, new Uint8Array(wrapped))),
    expires_at: new Date(expiresAtMs).toISOString(),
    session_recipient: (await sessionIdentity(base64url(secret))).recipient,
  };
}

/** The file key of a release of one's own, while it lasts. */
export async function fileKeyOfRelease(release: Release, documentId: string): Promise<Bytes> {
  const { version, expires_at: expiresAt } = release;
  const wrapped = fromBase64url(release.wrapped_key);
  const plain = await crypto.subtle.decrypt(
    wrapping(wrapped.slice(0, NONCE_BYTES), {
      documentId,
      version,
      expiresAtMs: Date.parse(expiresAt),
    }),
    await wrappingKey(fromBase64url(release.capability)),
    wrapped.slice(NONCE_BYTES),
  );
  return new Uint8Array(plain);
}

/** The session's own key pair: what is saved during the session is sealed to it as well. */
export async function sessionIdentity(capability: string) {
  return identityOf(secretFrom(await derived(fromBase64url(capability), 'x25519', 32)));
}

export async function sessionIdOf(capability: string): Promise<string> {
  const bytes = await derived(fromBase64url(capability), 'sid', 16);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const wrapping = (iv: Bytes, { documentId, version, expiresAtMs }: Binding): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`${documentId}|${version}|${expiresAtMs}`),
});

async function wrappingKey(secret: Bytes): Promise<CryptoKey> {
  const bytes = await derived(secret, 'wrap', 32);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function derived(secret: Bytes, purpose: string, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const info = utf8(`kontor/editing-session/${purpose}`);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, length * 8));
}
