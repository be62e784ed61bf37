import { hkdf, openOnce, sealOnce } from './aead.js';
import { DamageError } from './damage.js';

export type Description = Readonly<Record<string, string | number | null>>;

const NO_SALT = Buffer.alloc(0);
/** Padding hides the exact length of a title. */
const STEP_BYTES = 256;

/** Names and numbers of a version, sealed under a key that the object's file key gives. */
export function sealDescription(fileKey: Uint8Array, description: Description): string {
  const json = Buffer.from(JSON.stringify(description));
  const padded = Buffer.alloc(Math.ceil(json.length / STEP_BYTES) * STEP_BYTES, ' ');
  json.copy(padded);
  return sealOnce(hkdf(fileKey, NO_SALT, 'meta'), padded).toString('base64');
}

export function openDescription(fileKey: Uint8Array, sealed: string): Description {
  const json = openOnce(hkdf(fileKey, NO_SALT, 'meta'), Buffer.from(sealed, 'base64'));
  if (json === undefined)
    throw new DamageError('description', 'the description does not match its tag');
  return JSON.parse(json.toString('utf8')) as Description;
}
