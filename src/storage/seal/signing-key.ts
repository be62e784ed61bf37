import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { DamageError, type DamageKind } from './damage.js';

export const SIGNING_SEED_BYTES = 32;
const ED25519 = { asymmetricKeyType: 'ed25519' } as const;

/** Signs manifests. A provider that knows the public keys of a document can seal content to it, but cannot sign. */
export interface SigningKey {
  /** Names the key in a manifest: the first 16 hex digits of the SHA-256 of the raw public key. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The public keys whose signatures a reader accepts, by `kid`. */
export type TrustedSigners = ReadonlyMap<string, KeyObject>;

export function signingKeyOf(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({ ...ED25519, key: seed, format: 'raw-private' });
  const publicKey = createPublicKey(privateKey);
  return { kid: kidOf(publicKey.export({ format: 'raw-public' })), privateKey, publicKey };
}

const kidOf = (raw: Uint8Array): string =>
  createHash('sha256').update(raw).digest('hex').slice(0, 16);

/** Parses a raw public key in base64 or hex. An optional `kid/` in front must match the key. */
export function trustedSignerOf(text: string): Omit<SigningKey, 'privateKey'> | undefined {
  const [, kid, key = ''] = /^(?:([0-9a-f]{16})\/)?([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const raw = Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? 'hex' : 'base64');
  if (raw.length !== 32 || (kid !== undefined && kid !== kidOf(raw))) return undefined;
  return {
    kid: kidOf(raw),
    publicKey: createPublicKey({ ...ED25519, key: raw, format: 'raw-public' }),
  };
}

export const trusting = (...keys: readonly SigningKey[]): TrustedSigners =>
  new Map(keys.map((key) => [key.kid, key.publicKey]));

export const signBytes = (key: SigningKey, bytes: Uint8Array): Buffer =>
  sign(null, bytes, key.privateKey);

export const isSignedBy = (key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean =>
  signature.length === 64 && verify(null, bytes, key, signature);

const SIGNATURE_MEMBER = ',"sig":"';

/** One line of JSON with the signature as its last member, and a newline. `kid` is the last of `members`. */
export function signedLine(members: object, key: SigningKey): Buffer {
  const unsigned = JSON.stringify(members);
  const signature = signBytes(key, Buffer.from(unsigned)).toString('base64');
  return Buffer.from(`${unsigned.slice(0, -1)}${SIGNATURE_MEMBER}${signature}"}\n`);
}

/** The members of a line. Throws a `DamageError` of kind `otherwise` when it is not one line of JSON. */
export function parseLine(text: string, otherwise: DamageKind): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (text.endsWith('}\n') && isRecord(value)) return value;
  } catch {
    // Reported below: the parser's message would quote content.
  }
  throw new DamageError(otherwise, 'this is not one line of JSON');
}

/** The signature covers the bytes of the line without its `sig` member and newline. */
export function checkSignature(
  text: string,
  value: Record<string, unknown>,
  signers: TrustedSigners,
): void {
  const key = typeof value['kid'] === 'string' ? signers.get(value['kid']) : undefined;
  if (key === undefined) throw new DamageError('signer', 'the line is signed by an unknown key');
  const at = text.lastIndexOf(SIGNATURE_MEMBER);
  const signature = text.slice(at + SIGNATURE_MEMBER.length, -'"}\n'.length);
  const bytes = Buffer.from(signature, 'base64');
  const canonical = at > 0 && bytes.toString('base64') === signature;
  if (!canonical || !isSignedBy(key, Buffer.from(`${text.slice(0, at)}}`), bytes)) {
    throw new DamageError('signature', 'the signature of the line is wrong');
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isCount = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
