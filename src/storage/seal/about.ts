import { openFile, sealFile } from './age-file.js';
import type { AgeIdentity, AgeRecipient } from './age-key.js';
import { DamageError } from './damage.js';
import { paddedJson } from './padded-json.js';
import { isRecord } from './signed-line.js';

/**
 * What an index rebuilt from shards alone needs, sealed to whoever rebuilds it: this server, and the offline
 * recovery key. Holds names and numbers, never a key: who opens it opens no content.
 */
export const sealAbout = (
  about: object,
  readers: readonly AgeRecipient[],
  random: (length: number) => Buffer,
): string => sealFile(paddedJson(about), readers, random).toString('base64');

/** `DamageError`: what the age file lacks, or `about` when there is no JSON object of values in it. */
export function openAbout(sealed: string, identity: AgeIdentity): Record<string, unknown> {
  const file = Buffer.from(sealed, 'base64');
  if (file.toString('base64') !== sealed) {
    throw new DamageError('about', 'what it is about is not in base64');
  }
  const json = openFile(file, identity).toString('utf8');
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch {
    // Reported below: the parser's message would quote content.
  }
  throw new DamageError('about', 'what it is about is not a JSON object');
}
