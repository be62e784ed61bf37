import { hkdf } from '../../platform/crypto/hkdf.js';
import { openOnce, sealOnce } from './aead.js';
import { openFile, sealFile } from './age-file.js';
import type { AgeIdentity, AgeRecipient } from './age-key.js';
import { DamageError } from './damage.js';
import { isRecord } from './signing-key.js';

export type Description = Readonly<Record<string, string | number | null>>;

/** The description of a version (title, number, author …), sealed under a key derived from the object's file key. */
export const sealDescription = (fileKey: Uint8Array, description: Description): string =>
  sealOnce(hkdf(fileKey, 'meta'), paddedJson(description)).toString('base64');

export function openDescription(fileKey: Uint8Array, sealed: string): Description {
  const json = openOnce(hkdf(fileKey, 'meta'), Buffer.from(sealed, 'base64'));
  if (json === undefined)
    throw new DamageError('description', 'the description does not match its tag');
  return JSON.parse(json.toString('utf8')) as Description;
}

/**
 * Index metadata: what is needed to rebuild the index from shards alone, sealed to this server and to the offline
 * recovery key. Contains no key, so it gives no access to content. Stored as `about`.
 */
export const sealIndexMetadata = (
  metadata: object,
  readers: readonly AgeRecipient[],
  random: (length: number) => Buffer,
): string => sealFile(paddedJson(metadata), readers, random).toString('base64');

/** `DamageError` when the age file does not open, or `about` when it does not contain a JSON object. */
export function openIndexMetadata(sealed: string, identity: AgeIdentity): Record<string, unknown> {
  const file = Buffer.from(sealed, 'base64');
  if (file.toString('base64') !== sealed) {
    throw new DamageError('about', 'the index metadata is not base64');
  }
  const json = openFile(file, identity).toString('utf8');
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch {
    // Reported below: the parser's message would quote content.
  }
  throw new DamageError('about', 'the index metadata is not a JSON object');
}

/** Padding hides the exact length of a title or of a list of members. */
const STEP_BYTES = 256;

/** JSON, padded with spaces to a multiple of 256 bytes. */
function paddedJson(value: object): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  const padded = Buffer.alloc(Math.ceil(json.length / STEP_BYTES) * STEP_BYTES, ' ');
  json.copy(padded);
  return padded;
}
