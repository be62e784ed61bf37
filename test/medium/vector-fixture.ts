import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FixedClock } from '../fakes/fixed-clock.js';
import { createStorage } from '../../src/storage/create-storage.js';
import { MemoryKeyringIndex } from '../fakes/memory-keyring-index.js';
import { MemoryObjectIndex } from '../fakes/memory-object-index.js';
import { identityOf, secretKeyText } from '../../src/storage/seal/age-key.js';
import { readIdentityText, writeIdentityText } from '../../src/storage/seal/identity-text.js';
import { MemoryShardStore } from '../fakes/memory-shard-store.js';

/**
 * Golden vectors: how objects of version 1 look, byte for byte. The first folder was written before manifests
 * said what a version is about; what reads it must not change. The second one is what is written today: to make
 * it anew after a change of format (which needs a new version!), delete it and run the test.
 */
export const OLD_VECTOR = 'sealed-object-v1';
export const VECTOR = 'sealed-object-v1-about';
export const DOCUMENT = '01900000-0000-7000-8000-00000000d0c1';
export const VERSION = '01900000-0000-7000-8000-0000000000e1';
export const PARENT = '01900000-0000-7000-8000-0000000000e0';
export const SEED = Buffer.alloc(32, 0x22);
const AGE_SECRET = Buffer.alloc(32, 0x11);
export const DESCRIPTION = { title: 'Der Fuchs.txt', number: 2 };
const content = Buffer.from('The quick brown fox jumps over the lazy dog.\n'.repeat(1500));

export type VectorFiles = Map<string, Buffer>;
export const server = identityOf(AGE_SECRET);
export const member = identityOf(Buffer.alloc(32, 0x44));
export const recovery = identityOf(Buffer.alloc(32, 0x55));

const folderOf = (name: string): string => join(import.meta.dirname, '../vectors', name);

export async function readVector(name: string): Promise<VectorFiles> {
  const folder = folderOf(name);
  if (name === VECTOR && (await readdir(folder).catch(() => [])).length === 0) {
    await mkdir(folder, { recursive: true });
    for (const [file, bytes] of (await sealVector()).made) {
      await writeFile(join(folder, file), bytes);
    }
  }
  const names = await readdir(folder);
  const read = async (file: string) => [file, await readFile(join(folder, file))] as const;
  return new Map(await Promise.all(names.map(read)));
}

/** SHA-256 of a counter: the same bytes in every run. */
export function fixedRandom(): (length: number) => Buffer {
  let calls = 0;
  return (length) =>
    Buffer.from(createHash('sha256').update(`vector ${calls++}`).digest().subarray(0, length));
}

/** A private document with one member and a recovery key; `files` lie at the providers in the place of ours. */
export async function sealVector(files?: ReadonlyMap<string, Buffer>) {
  const created = '2026-11-22T12:00:00.000Z';
  const identityText = writeIdentityText({ age: AGE_SECRET, seed: SEED, created });
  const stores = [0, 1, 2].map((n) => new MemoryShardStore(`p${n}`));
  const index = new MemoryObjectIndex();
  const { objects: store } = createStorage(
    { k: 2, m: 1, minDurable: 3, recoveryRecipient: recovery.recipient.text },
    {
      index,
      keyringIndex: new MemoryKeyringIndex(),
      clock: new FixedClock(),
      identity: readIdentityText(identityText)!,
      stores,
    },
    { random: fixedRandom() },
  );
  await store.createKeyring(DOCUMENT, [member.recipient.text]);
  const put = (versionId: string, parent: string | null) =>
    store.put({
      documentId: DOCUMENT,
      versionId,
      parent: parent === null ? null : { documentId: DOCUMENT, versionId: parent },
      content: (async function* () {
        yield content;
      })(),
      maxBytes: 1e9,
      description: DESCRIPTION,
    });
  await store.record(await put(PARENT, null));
  const stored = await put(VERSION, PARENT);
  await store.record(stored);
  const made: VectorFiles = new Map([
    ['identity.key', Buffer.from(identityText)],
    ['member.key', Buffer.from(`${secretKeyText(Buffer.alloc(32, 0x44))}\n`)],
    ['recovery.key', Buffer.from(`${secretKeyText(Buffer.alloc(32, 0x55))}\n`)],
    ['content.bin', content],
  ]);
  for (const end of ['age', 'about']) {
    made.set(`keyring.${end}`, stores[0]!.shards.get(`v1/${DOCUMENT}/keyring/1.${end}`)!);
  }
  for (const { index: i, provider } of stored.shards) {
    const shards = stores.find((each) => each.provider === provider)!.shards;
    const key = `v1/${DOCUMENT}/${VERSION}/${i}`;
    made.set(`shard-${i}`, shards.get(key)!);
    const given = files?.get(`shard-${i}`);
    if (given) shards.set(key, given);
  }
  return { store, stored, index, made };
}

/** The vector as it lies at three places, for who recovers without an index. */
export function placesOf(vector: VectorFiles): MemoryShardStore[] {
  return [0, 1, 2].map((n) => {
    const place = new MemoryShardStore(`p${n}`);
    place.shards.set(`v1/${DOCUMENT}/${VERSION}/${n}`, vector.get(`shard-${n}`)!);
    place.shards.set(`v1/${DOCUMENT}/keyring/1.age`, vector.get('keyring.age')!);
    return place;
  });
}
