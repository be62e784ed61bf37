import { webcrypto } from 'node:crypto';
import {
  armor,
  Decrypter,
  Encrypter,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';

const { subtle } = webcrypto;
const RELEASED_MS = 30 * 60_000;
/** What stands before the 32 bytes of an X25519 secret in PKCS #8. */
const PKCS8_OF_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

type Call = (method: string, path: string, body?: object) => Promise<Response>;

/** A browser's part of private custody, with age-encryption and WebCrypto: an identity, and releases of keys. */
export class PrivatePerson {
  readonly #call: Call;
  #secret = '';

  constructor(call: Call) {
    this.#call = call;
  }

  async register(): Promise<void> {
    this.#secret = await generateX25519Identity();
    const recipient = await identityToRecipient(this.#secret);
    const encrypter = new Encrypter();
    encrypter.setPassphrase('a passphrase of a benchmark');
    encrypter.setScryptWorkFactor(10);
    const sealed = armor.encode(await encrypter.encrypt(this.#secret));
    const sealings = [{ kind: 'passphrase', label: 'Passphrase', sealed }];
    await this.#call('PUT', '/api/me/identity', { recipient, sealings });
  }

  async choose(custody: string): Promise<void> {
    await this.#call('PATCH', '/api/me/identity', { custody });
  }

  /** What the server answers of a version's sealed key; asked at each opening. */
  async sealedKey(documentId: string, version: number): Promise<SealedKey> {
    const path = `/api/documents/${documentId}`;
    const [keyrings, key] = await Promise.all([
      this.#call('GET', `${path}/keyrings`),
      this.#call('GET', `${path}/versions/${version}/key`),
    ]);
    return { ...((await keyrings.json()) as KeyringsJson), ...((await key.json()) as KeyJson) };
  }

  /** The `release` of a session, from the sealed key. */
  async release(documentId: string, version: number, sealed: SealedKey): Promise<object> {
    const fileKey = await this.#fileKey(sealed);
    const capability = webcrypto.getRandomValues(new Uint8Array(32));
    const expiresAtMs = Date.now() + RELEASED_MS;
    const pair = Buffer.concat([PKCS8_OF_X25519, await derive(capability, 'x25519')]);
    const session = await subtle.importKey('pkcs8', pair, 'X25519', false, ['deriveBits']);
    const binding = Buffer.from(`${documentId}|${version}|${expiresAtMs}`);
    return {
      version,
      capability: Buffer.from(capability).toString('base64url'),
      wrapped_key: (await wrap(fileKey, capability, binding)).toString('base64url'),
      expires_at: new Date(expiresAtMs).toISOString(),
      session_recipient: await identityToRecipient(session as CryptoKey),
    };
  }

  async #fileKey({ keyrings, epoch, age_header }: SealedKey): Promise<Uint8Array> {
    const { sealed } = keyrings.find((one) => one.epoch === epoch) as { sealed: string };
    const secret = await openerWith(this.#secret).decrypt(armor.decode(sealed), 'text');
    const key = await openerWith(secret.trim()).decryptHeader(Buffer.from(age_header));
    if (key === null) throw new Error('the file key does not open');
    return key;
  }
}

interface KeyringsJson {
  readonly keyrings: readonly { readonly epoch: number; readonly sealed: string }[];
}
interface KeyJson {
  readonly epoch: number;
  readonly age_header: string;
}
type SealedKey = KeyringsJson & KeyJson;

function openerWith(secret: string): Decrypter {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter;
}

async function derive(capability: Uint8Array<ArrayBuffer>, purpose: string): Promise<Buffer> {
  const key = await subtle.importKey('raw', capability, 'HKDF', false, ['deriveBits']);
  const info = Buffer.from(`kontor/editing-session/${purpose}`);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return Buffer.from(await subtle.deriveBits(hkdf, key, 256));
}

async function wrap(
  fileKey: Uint8Array,
  capability: Uint8Array<ArrayBuffer>,
  additionalData: Buffer<ArrayBuffer>,
): Promise<Buffer> {
  const iv = webcrypto.getRandomValues(new Uint8Array(12));
  const raw = await derive(capability, 'wrap');
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const params = { name: 'AES-GCM', iv, additionalData };
  const sealed = await subtle.encrypt(params, key, Buffer.from(fileKey));
  return Buffer.concat([iv, Buffer.from(sealed)]);
}
