import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { createStorage } from '../../src/storage/create-storage.js';
import { MemoryKeyringIndex } from '../../src/storage/keyring-index.memory.js';
import { MemoryObjectIndex } from '../../src/storage/object-index.memory.js';
import { DamageError } from '../../src/storage/seal/damage.js';
import { openDescription } from '../../src/storage/seal/description.js';
import { readIdentityText, writeIdentityText } from '../../src/storage/seal/identity-text.js';
import {
  inspectShard,
  isGoodBlock,
  type InspectedShard,
} from '../../src/storage/seal/sealed-shard.js';
import { signingKeyOf, trusting } from '../../src/storage/seal/signing-key.js';
import { MemoryShardStore } from '../../src/storage/shards/shard-store.memory.js';

/**
 * Golden vectors: what version 1 looks like, byte for byte, and what each damage to it is called. To make
 * them anew after a change of format (which needs a new version!), delete the folder and run this test.
 */
const folder = join(import.meta.dirname, '../vectors/sealed-object-v1');
const DOCUMENT = '01900000-0000-7000-8000-00000000d0c1';
const VERSION = '01900000-0000-7000-8000-0000000000e1';
const PARENT = '01900000-0000-7000-8000-0000000000e0';
const content = Buffer.from('The quick brown fox jumps over the lazy dog.\n'.repeat(1500));
const AGE_SECRET = Buffer.alloc(32, 0x11);
const SEED = Buffer.alloc(32, 0x22);

Logger.overrideLogger(false);

/** SHA-256 of a counter: the same bytes in every run. */
function fixedRandom(): (length: number) => Buffer {
  let calls = 0;
  return (length) =>
    Buffer.from(createHash('sha256').update(`vector ${calls++}`).digest().subarray(0, length));
}

async function sealVector(files?: ReadonlyMap<string, Buffer>) {
  const identityText = writeIdentityText({
    age: AGE_SECRET,
    seed: SEED,
    created: '2026-11-22T12:00:00.000Z',
  });
  const stores = [0, 1, 2].map((n) => new MemoryShardStore(`p${n}`));
  const index = new MemoryObjectIndex();
  const { objects: store } = createStorage(
    { k: 2, m: 1, minDurable: 3, recoveryRecipient: undefined },
    {
      index,
      keyringIndex: new MemoryKeyringIndex(),
      clock: new FixedClock(),
      identity: readIdentityText(identityText)!,
      stores,
      random: fixedRandom(),
      newProbeName: () => 'probe',
    },
  );
  await store.createKeyring(DOCUMENT);
  const put = (versionId: string, parent: string | null) =>
    store.put({
      documentId: DOCUMENT,
      versionId,
      parent: parent === null ? null : { documentId: DOCUMENT, versionId: parent },
      content: (async function* () {
        yield content;
      })(),
      maxBytes: 1e9,
      description: { title: 'Der Fuchs.txt', number: 2 },
    });
  await store.record(await put(PARENT, null));
  const stored = await put(VERSION, PARENT);
  await store.record(stored);
  const made = new Map<string, Buffer>([
    ['identity.key', Buffer.from(identityText)],
    ['content.bin', content],
  ]);
  made.set('keyring.age', stores[0]!.shards.get(`v1/${DOCUMENT}/keyring/1.age`)!);
  for (const { index: i, provider } of stored.shards) {
    const shards = stores.find((each) => each.provider === provider)!.shards;
    const key = `v1/${DOCUMENT}/${VERSION}/${i}`;
    made.set(`shard-${i}`, shards.get(key)!);
    const given = files?.get(`shard-${i}`);
    if (given) shards.set(key, given);
  }
  return { store, stored, index, made };
}

const NAMES = ['identity.key', 'content.bin', 'keyring.age', 'shard-0', 'shard-1', 'shard-2'];
let vector: Map<string, Buffer>;

beforeAll(async () => {
  const present = await readFile(join(folder, 'shard-0')).catch(() => undefined);
  if (present === undefined) {
    await mkdir(folder, { recursive: true });
    for (const [name, bytes] of (await sealVector()).made)
      await writeFile(join(folder, name), bytes);
  }
  vector = new Map();
  for (const name of NAMES) vector.set(name, await readFile(join(folder, name)));
});

const signers = trusting(signingKeyOf(SEED));

const sourceOf = (bytes: Buffer) => ({
  size: bytes.length,
  read: async (offset: number, length: number) =>
    Buffer.from(bytes.subarray(offset, offset + length)),
});

async function inspectAll(bytes: Buffer, index = 0): Promise<InspectedShard> {
  const shard = await inspectShard(sourceOf(bytes), signers, {
    documentId: DOCUMENT,
    versionId: VERSION,
    index,
  });
  for (let stripe = 0; stripe < shard.layout.stripes; stripe++) {
    const at = shard.layout.blockOffset(stripe);
    const block = bytes.subarray(at, at + shard.layout.blockBytes(stripe));
    if (!isGoodBlock(block, shard.hashList, stripe)) throw new DamageError('block', 'bad block');
  }
  return shard;
}

const whatOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no damage',
    (error: unknown) => (error instanceof DamageError ? error.what : String(error)),
  );

/** Changes the bytes that follow `marker` in the text of the shard. */
const after =
  (marker: string, skip = 0) =>
  (bytes: Buffer): Buffer => {
    const damaged = Buffer.from(bytes);
    const at = damaged.lastIndexOf(marker) + marker.length + skip;
    damaged[at] = damaged[at] === 0x31 ? 0x32 : 0x31;
    return damaged;
  };
const flip =
  (at: (size: number, bytes: Buffer) => number) =>
  (bytes: Buffer): Buffer => {
    const damaged = Buffer.from(bytes);
    damaged[at(bytes.length, bytes)]! ^= 1;
    return damaged;
  };
const bodyEnd = (bytes: Buffer): number => bytes.lastIndexOf('{"v":') - 32;

const BROKEN: readonly [string, (bytes: Buffer) => Buffer, string][] = [
  ['footer magic', flip((size) => size - 32), 'footer'],
  ['footer padding', flip((size) => size - 3), 'footer'],
  ['footer newline', flip((size) => size - 1), 'footer'],
  ['footer index', flip((size) => size - 22), 'wrong-shard'],
  ['manifest length', flip((size) => size - 11), 'manifest'],
  ['manifest length beyond the shard', after('ZKSHARD1 00 0', 3), 'manifest-length'],
  ['a cut end', (bytes) => bytes.subarray(0, -1), 'footer'],
  ['a cut beginning', (bytes) => bytes.subarray(1), 'manifest-length'],
  ['an added byte', (bytes) => Buffer.concat([Buffer.from('x'), bytes]), 'manifest-length'],
  ['nothing left', () => Buffer.alloc(0), 'footer'],
  ['format version', after('{"v":', 0), 'format-version'],
  ['document', after('"doc":"'), 'signature'],
  ['version', after('"ver":"'), 'signature'],
  ['epoch', after('"epoch":'), 'signature'],
  ['parent', after('"parent":"'), 'signature'],
  ['time', after('"t":'), 'signature'],
  ['k', after('"k":'), 'signature'],
  ['m', after('"m":'), 'signature'],
  ['field', after('"f":"'), 'signature'],
  ['block size', after('"S":'), 'signature'],
  ['payload size', after('"ct":'), 'signature'],
  ['age header', after('"age":"', 40), 'signature'],
  ['a root', after('"roots":["'), 'signature'],
  ['description', after('"meta":"', 30), 'signature'],
  ['signer', after('"kid":"'), 'signer'],
  ['signature', after('"sig":"', 5), 'signature'],
  ['hash list', flip((_, bytes) => bodyEnd(bytes)), 'hash-list'],
  ['first byte of a block', flip(() => 0), 'block'],
  ['last byte of a block', flip((_, bytes) => bodyEnd(bytes) - 1), 'block'],
];

describe('sealed object, version 1', () => {
  it('should be written byte for byte as before', async () => {
    const { made } = await sealVector();
    for (const name of NAMES) expect(made.get(name)!.equals(vector.get(name)!)).toBe(true);
  });

  it.each([0, 1, 2])('should verify shard %i without a key', async (index) => {
    const shard = await inspectAll(vector.get(`shard-${index}`)!, index);
    expect(shard.manifest).toMatchObject({
      doc: DOCUMENT,
      ver: VERSION,
      epoch: 1,
      rs: { k: 2, m: 1 },
    });
  });

  it('should open its description with the file key', async () => {
    const { store, stored } = await sealVector();
    const { manifest } = await inspectAll(vector.get('shard-0')!);
    const key = await store.leaseKey(stored);
    expect(openDescription(key.bytes, manifest.meta)).toEqual({
      title: 'Der Fuchs.txt',
      number: 2,
    });
    const changed = `A${manifest.meta.slice(1)}`.replace(/^AA/, 'AB');
    expect(await whatOf((async () => openDescription(key.bytes, changed))())).toBe('description');
  });

  it.each(BROKEN)('should name the damage: %s', async (_, damage, what) => {
    expect(await whatOf(inspectAll(damage(vector.get('shard-0')!)))).toBe(what);
  });

  it.each(BROKEN)('should read on in spite of it: %s', async (_, damage) => {
    const { store, stored } = await sealVector(
      new Map([['shard-0', damage(vector.get('shard-0')!)]]),
    );
    const stream = await store.open(stored, await store.leaseKey(stored));
    expect(Buffer.concat((await stream.toArray()) as Buffer[]).equals(content)).toBe(true);
  });

  it('should notice shards that were swapped', async () => {
    expect(await whatOf(inspectAll(vector.get('shard-1')!, 0))).toBe('wrong-shard');
    const swapped = new Map([['shard-0', vector.get('shard-2')!]]);
    const { store, stored, index } = await sealVector(swapped);
    const stream = await store.open(stored, await store.leaseKey(stored));
    expect(Buffer.concat((await stream.toArray()) as Buffer[]).equals(content)).toBe(true);
    expect(index.marks).toEqual([{ versionId: VERSION, index: 0, reason: 'hash-list' }]);
  });

  it('should notice a validly signed object under another key', async () => {
    const source = sourceOf(vector.get('shard-0')!);
    const expected = { documentId: DOCUMENT, versionId: PARENT, index: 0 };
    expect(await whatOf(inspectShard(source, signers, expected))).toBe('wrong-shard');
  });

  it('should not trust another signer', async () => {
    const others = trusting(signingKeyOf(Buffer.alloc(32, 0x33)));
    expect(await whatOf(inspectShard(sourceOf(vector.get('shard-0')!), others))).toBe('signer');
  });
});
