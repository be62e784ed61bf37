import {
  FILE_KEY_BYTES,
  headerLength,
  openHeader,
  recipientsIn,
  sealHeader,
} from './age-header.js';
import { NONCE_BYTES, PayloadOpener, PayloadSealer, plainSizeOf } from './age-payload.js';
import { wipe } from '../../platform/memory/wiping.js';
import type { AgeIdentity, AgeRecipient } from './age-key.js';
import { DamageError } from './damage.js';

/** Small age files in memory. Keyrings use the armored text form. */
const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const END = '-----END AGE ENCRYPTED FILE-----';

export function sealArmored(
  plain: Uint8Array,
  recipients: readonly AgeRecipient[],
  random: (length: number) => Buffer,
): string {
  const lines =
    sealFile(plain, recipients, random)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [BEGIN, ...lines, END, ''].join('\n');
}

/** Returns the plaintext, which the caller zeroes. `DamageError` when it does not open. */
export const openArmored = (text: string, identity: AgeIdentity): Buffer =>
  openFile(dearmored(text), identity);

/** Binary, without armor: for age files inside another format. */
export function sealFile(
  plain: Uint8Array,
  recipients: readonly AgeRecipient[],
  random: (length: number) => Buffer,
): Buffer {
  const fileKey = random(FILE_KEY_BYTES);
  const header = Buffer.from(sealHeader(fileKey, recipients, random));
  const nonce = random(NONCE_BYTES);
  const sealer = new PayloadSealer(fileKey, nonce);
  const file = Buffer.concat([header, nonce, ...sealer.push(plain), ...sealer.end()]);
  fileKey.fill(0);
  return file;
}

export function openFile(file: Buffer, identity: AgeIdentity): Buffer {
  const { header, payload } = takeApart(file);
  const fileKey = openHeader(header, identity);
  try {
    return openPayload(payload, fileKey);
  } finally {
    fileKey.fill(0);
  }
}

/** The number of X25519 recipients; undefined when the text is not an armored age file. */
export function stanzasInArmored(text: string): number | undefined {
  try {
    return recipientsIn(takeApart(dearmored(text)).header);
  } catch (error) {
    if (error instanceof DamageError) return undefined;
    throw error;
  }
}

function dearmored(text: string): Buffer {
  const lines = text.trim().split(/\r?\n/);
  if (lines.shift() !== BEGIN || lines.pop() !== END) {
    throw new DamageError('age-header', 'this is not an armored age file');
  }
  return Buffer.from(lines.join(''), 'base64');
}

function takeApart(file: Buffer): { header: string; payload: Buffer } {
  const payloadAt = headerLength(file);
  return { header: file.toString('latin1', 0, payloadAt), payload: file.subarray(payloadAt) };
}

function openPayload(payload: Buffer, fileKey: Buffer): Buffer {
  const size = plainSizeOf(payload.length);
  if (size === undefined) throw new DamageError('last-chunk', 'the age payload was cut');
  const opener = new PayloadOpener(fileKey, payload.subarray(0, NONCE_BYTES), {
    size,
    firstChunk: 0,
  });
  const pieces = opener.push(payload.subarray(NONCE_BYTES));
  const plain = Buffer.concat(pieces);
  for (const piece of pieces) wipe(piece);
  opener.destroy();
  return plain;
}
