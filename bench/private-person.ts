import {
  armor,
  Decrypter,
  Encrypter,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { BrowserRelease } from '../test/release-key.ts';

const RELEASED_MS = 30 * 60_000;

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
    const binding = {
      ...{ documentId, versionNumber: version },
      expiresAtMs: Date.now() + RELEASED_MS,
    };
    return BrowserRelease.fresh().wire(fileKey, binding);
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
