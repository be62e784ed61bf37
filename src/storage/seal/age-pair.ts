import { generateKeyPair } from 'node:crypto';
import { encodeBech32 } from './bech32.js';
import { identityOf } from './age-key.js';

/** A key pair whose secret is on its way to a keyring. Zero it after that. */
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
 * In the thread pool, because that frees (and zeroes) the native key as soon as it was written out; a key object
 * of this thread keeps it until it happens to be collected.
 */
export async function freshPair(): Promise<FreshPair> {
  const pair = await new Promise<EncodedPair>((resolve, reject) => {
    generateKeyPair('x25519', DER, (error, publicKey, privateKey) => {
      // The types know encodings of other kinds of keys only.
      if (error === null) resolve({ publicKey, privateKey } as unknown as EncodedPair);
      else reject(error);
    });
  });
  return {
    secret: pair.privateKey.subarray(-KEY_BYTES),
    recipient: encodeBech32('age', pair.publicKey.subarray(-KEY_BYTES)),
  };
}

/** The pair of given random bytes: for tests that make the same one again. */
export const pairOf = (secret: Buffer): FreshPair => ({
  secret,
  recipient: identityOf(secret).recipient.text,
});

const PREFIX = 'age-secret-key-';
const ALPHABET = Buffer.from('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L');
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

/**
 * The line of a keyring: `AGE-SECRET-KEY-1…` (Bech32, BIP 173) and a newline. In bytes, because a text of it
 * could not be zeroed.
 */
export function secretKeyLine(secret: Uint8Array): Buffer {
  const head = Buffer.from(`${PREFIX.toUpperCase()}1`);
  const groups = Math.ceil((secret.length * 8) / 5);
  const line = Buffer.from(new ArrayBuffer(head.length + groups + CHECKSUM_LENGTH + 1));
  head.copy(line);
  let sum = [...expanded(PREFIX)].reduce(next, 1);
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
