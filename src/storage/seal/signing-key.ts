import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

export const SIGNING_SEED_BYTES = 32;
/** DER around the 32-byte seed of an Ed25519 key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** DER in front of the 32 bytes of an Ed25519 public key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Proves that a manifest was written by us: a provider that knows the public keys can seal, but not sign. */
export interface SigningKey {
  /** Names the key in a manifest: the first 16 hex digits of the SHA-256 of the raw public key. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Public keys by `kid` whose signature a reader accepts. */
export type TrustedSigners = ReadonlyMap<string, KeyObject>;

export function signingKeyOf(seed: Uint8Array): SigningKey {
  const der = Buffer.concat([PKCS8, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const publicKey = createPublicKey(privateKey);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return { kid: kidOf(raw), privateKey, publicKey };
}

const kidOf = (raw: Uint8Array): string =>
  createHash('sha256').update(raw).digest('hex').slice(0, 16);

/** A raw public key in base64 or hex, as people write it down; with `kid/` in front it must be that of the key. */
export function trustedSignerOf(text: string): Omit<SigningKey, 'privateKey'> | undefined {
  const [, said, key = ''] = /^(?:([0-9a-f]{16})\/)?([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const raw = Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? 'hex' : 'base64');
  if (raw.length !== 32 || (said !== undefined && said !== kidOf(raw))) return undefined;
  const der = Buffer.concat([SPKI, raw]);
  return { kid: kidOf(raw), publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

export const trusting = (...keys: readonly SigningKey[]): TrustedSigners =>
  new Map(keys.map((key) => [key.kid, key.publicKey]));

export const signBytes = (key: SigningKey, bytes: Uint8Array): Buffer =>
  sign(null, bytes, key.privateKey);

export const isSignedBy = (key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean =>
  signature.length === 64 && verify(null, bytes, key, signature);
