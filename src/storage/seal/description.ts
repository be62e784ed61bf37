import { hkdf } from '../../platform/crypto/hkdf.js';
import { openOnce, sealOnce } from './aead.js';
import { DamageError } from './damage.js';
import { paddedJson } from './padded-json.js';

export type Description = Readonly<Record<string, string | number | null>>;

/** Names and numbers of a version, sealed under a key that the object's file key gives. */
export const sealDescription = (fileKey: Uint8Array, description: Description): string =>
  sealOnce(hkdf(fileKey, 'meta'), paddedJson(description)).toString('base64');

export function openDescription(fileKey: Uint8Array, sealed: string): Description {
  const json = openOnce(hkdf(fileKey, 'meta'), Buffer.from(sealed, 'base64'));
  if (json === undefined)
    throw new DamageError('description', 'the description does not match its tag');
  return JSON.parse(json.toString('utf8')) as Description;
}
