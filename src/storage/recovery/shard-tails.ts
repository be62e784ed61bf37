import { manifestHashOf } from '../seal/manifest.js';
import { FOOTER_BYTES, readFooter } from '../seal/sealed-shard.js';
import { DamageError } from '../seal/damage.js';
import type { ShardReader } from '../providers/shard-store.js';
import type { ShardEntry } from './provider-listing.js';

/** The end of one shard as it lies there, and whether it can be read at all. */
export interface ShardTail {
  readonly entry: ShardEntry;
  readonly reader: ShardReader | undefined;
  /** The manifest line and its hash; undefined when the end of the shard is damaged. */
  readonly line: Buffer | undefined;
  readonly hash: string;
  readonly fault: string | undefined;
}

export const openTails = (entries: readonly ShardEntry[]): Promise<ShardTail[]> =>
  Promise.all(entries.map(openTail));

export const closeTails = (tails: readonly ShardTail[]): Promise<unknown> =>
  Promise.all(tails.map(async ({ reader }) => reader?.close()));

async function openTail(entry: ShardEntry): Promise<ShardTail> {
  let reader: ShardReader | undefined;
  try {
    reader = await entry.place.open(entry.key);
    const line = await readLine(reader);
    return { entry, reader, line, hash: manifestHashOf(line), fault: undefined };
  } catch (error) {
    return { entry, reader, line: undefined, hash: '', fault: faultOf(error) };
  }
}

async function readLine(reader: ShardReader): Promise<Buffer> {
  if (reader.size < FOOTER_BYTES) throw new DamageError('footer', 'shorter than a footer');
  const footer = await readAt(reader, reader.size - FOOTER_BYTES, FOOTER_BYTES);
  const { manifestLength } = readFooter(footer);
  const at = reader.size - FOOTER_BYTES - manifestLength;
  if (at < 0) throw new DamageError('manifest-length', 'the sizes of the shard do not add up');
  return readAt(reader, at, manifestLength);
}

export async function readAt(reader: ShardReader, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await reader.read(bytes, offset);
  return bytes;
}

/** The kind of damage, or the provider's own words: both name no content. */
export function faultOf(error: unknown): string {
  if (error instanceof DamageError) return error.what;
  return error instanceof Error ? error.message : 'failed';
}
