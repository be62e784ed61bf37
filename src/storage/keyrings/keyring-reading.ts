import type { ShardStore } from '../providers/shard-store.js';

/** Ten thousand members fit, and what is said of them. */
const MAX_KEYRING_BYTES = 4 * 1024 * 1024;

/** A keyring's file, or what lies beside it; undefined for what is too long to be ours. Rejects as the place does. */
export async function readKeyringFile(place: ShardStore, key: string): Promise<Buffer | undefined> {
  const reader = await place.open(key);
  try {
    if (reader.size > MAX_KEYRING_BYTES) return undefined;
    const bytes = Buffer.alloc(reader.size);
    await reader.read(bytes, 0);
    return bytes;
  } finally {
    await reader.close();
  }
}
