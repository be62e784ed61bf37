import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { bech32 } from '@scure/base';
import { withRawKey } from '../../platform/crypto/raw-key.js';

/** A public key to seal to; `text` is its `age1…` form. */
export interface AgeRecipient {
  readonly text: string;
  readonly raw: Buffer;
  readonly key: KeyObject;
}

/** A key pair that opens files sealed to its recipient. Contains no printable secret. */
export interface AgeIdentity {
  readonly recipient: AgeRecipient;
  readonly key: KeyObject;
}

const SECRET_PREFIX = 'age-secret-key-';

export const publicKeyOf = (raw: Buffer): KeyObject =>
  withRawKey(() =>
    createPublicKey({ key: raw, format: 'raw-public', asymmetricKeyType: 'x25519' }),
  );

export const rawPublicKey = (key: KeyObject): Buffer => key.export({ format: 'raw-public' });

export function privateKeyOf({ buffer, byteOffset, length }: Uint8Array): KeyObject {
  // A view: a copy would have to be zeroed.
  const key = Buffer.from(buffer, byteOffset, length);
  return withRawKey(() =>
    createPrivateKey({ key, format: 'raw-private', asymmetricKeyType: 'x25519' }),
  );
}

export function identityOf(secret: Uint8Array): AgeIdentity {
  const key = privateKeyOf(secret);
  return { key, recipient: recipientOf(rawPublicKey(createPublicKey(key))) };
}

/** `AGE-SECRET-KEY-1…` of 32 random bytes. */
export const secretKeyText = (secret: Uint8Array): string =>
  encodeBech32(SECRET_PREFIX, secret).toUpperCase();

/** Parses an `AGE-SECRET-KEY-1…` text; undefined when it is not valid. */
export function parseIdentity(text: string): AgeIdentity | undefined {
  const secret = decodeBech32(SECRET_PREFIX, text);
  if (secret?.length !== 32) return undefined;
  try {
    return identityOf(secret);
  } finally {
    secret.fill(0);
  }
}

/** Public keys that were parsed lately: each save seals to that of its document. The oldest one is dropped first. */
const parsed = new Map<string, AgeRecipient>();
const MOST_PARSED = 500;

/** Parses an `age1…` text; undefined when it is not valid. */
export function parseRecipient(text: string): AgeRecipient | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const raw = decodeBech32('age', text);
  if (raw?.length !== 32) return undefined;
  const recipient = recipientOf(raw);
  parsed.set(text, recipient);
  const [oldest] = parsed.keys();
  if (oldest !== undefined && parsed.size > MOST_PARSED) parsed.delete(oldest);
  return recipient;
}

const recipientOf = (raw: Buffer): AgeRecipient => ({
  text: encodeBech32('age', raw),
  raw,
  key: publicKeyOf(raw),
});

/** Bech32 (BIP 173) without its length limit: the encoding of age keys. */
export const encodeBech32 = (prefix: string, bytes: Uint8Array): string =>
  bech32.encodeFromBytes(prefix, bytes);

/** Undefined when prefix, alphabet, checksum or padding is wrong, or when upper and lower case are mixed. */
export function decodeBech32(prefix: string, text: string): Buffer | undefined {
  try {
    const { prefix: found, bytes } = bech32.decodeToBytes(text);
    return found === prefix ? Buffer.from(bytes) : undefined;
  } catch {
    return undefined;
  }
}

/** A new key pair. Zero the secret once it is in the keyring. */
export interface FreshPair {
  readonly secret: Buffer;
  readonly recipient: string;
}

export const KEY_BYTES = 32;
interface EncodedPair {
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

const DER = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
} as const;

/**
 * Generated in the thread pool, which frees and zeroes the native key as soon as it is encoded. A KeyObject in this
 * thread would keep it until it is garbage-collected.
 */
export async function freshPair(): Promise<FreshPair> {
  const pair = await new Promise<EncodedPair>((resolve, reject) => {
    generateKeyPair('x25519', DER, (error, publicKey, privateKey) => {
      // The type definitions lack these encodings for X25519.
      if (error === null) resolve({ publicKey, privateKey } as unknown as EncodedPair);
      else reject(error);
    });
  });
  return {
    secret: pair.privateKey.subarray(-KEY_BYTES),
    recipient: encodeBech32('age', pair.publicKey.subarray(-KEY_BYTES)),
  };
}

/** The key pair of a given secret: for reproducible test vectors. */
export const pairOf = (secret: Buffer): FreshPair => ({
  secret,
  recipient: identityOf(secret).recipient.text,
});

const ALPHABET = Buffer.from('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L');
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

/**
 * The plaintext of a keyring: `AGE-SECRET-KEY-1…` and a newline. Encoded here into bytes, because the string that
 * `encodeBech32` returns cannot be zeroed.
 */
export function secretKeyLine(secret: Uint8Array): Buffer {
  const head = Buffer.from(`${SECRET_PREFIX.toUpperCase()}1`);
  const groups = Math.ceil((secret.length * 8) / 5);
  const line = Buffer.from(new ArrayBuffer(head.length + groups + CHECKSUM_LENGTH + 1));
  head.copy(line);
  let sum = [...expanded(SECRET_PREFIX)].reduce(next, 1);
  for (let group = 0; group < groups; group++) {
    const value = fiveBits(secret, group);
    line[head.length + group] = ALPHABET[value] as number;
    sum = next(sum, value);
  }
  for (let i = 0; i < CHECKSUM_LENGTH; i++) sum = next(sum, 0);
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    const value = ((sum ^ 1) >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31;
    line[head.length + groups + i] = ALPHABET[value] as number;
  }
  line.write('\n', line.length - 1);
  return line;
}

function fiveBits(bytes: Uint8Array, group: number): number {
  const [at, shift] = [Math.floor((group * 5) / 8), (group * 5) % 8];
  const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return (pair >> (11 - shift)) & 31;
}

function expanded(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function next(sum: number, value: number): number {
  const top = sum >>> 25;
  const shifted = ((sum & 0x1ffffff) << 5) ^ value;
  return GENERATOR.reduce((mixed, term, i) => ((top >> i) & 1 ? mixed ^ term : mixed), shifted);
}
