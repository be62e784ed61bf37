import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { recoverAll } from '../../src/storage/recovery/recovery.js';
import { RecoveredFiles } from '../../src/storage/recovery/document-recovery.js';
import { openArmored, openFile } from '../../src/storage/seal/age-file.js';
import { openHeader } from '../../src/storage/seal/age-header.js';
import { parseIdentity } from '../../src/storage/seal/age-key.js';
import { DamageError } from '../../src/storage/seal/damage.js';
import { openDescription } from '../../src/storage/seal/metadata.js';
import {
  inspectShard,
  isGoodBlock,
  type InspectedShard,
} from '../../src/storage/seal/shard-tail.js';
import { signingKeyOf, trusting } from '../../src/storage/seal/signing-key.js';
import {
  DESCRIPTION,
  DOCUMENT,
  OLD_VECTOR,
  PARENT,
  placesOf,
  readVector,
  sealVector,
  SEED,
  member,
  server,
  VECTOR,
  VERSION,
  type VectorFiles,
} from './vector-fixture.js';

Logger.overrideLogger(false);

const signers = trusting(signingKeyOf(SEED));

const sourceOf = (bytes: Buffer) => ({
  size: bytes.length,
  read: async (into: Buffer, offset: number) => void bytes.copy(into, 0, offset),
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
  ['index metadata', after('"about":"', 30), 'signature'],
  ['signer', after('"kid":"'), 'signer'],
  ['signature', after('"sig":"', 5), 'signature'],
  ['hash list', flip((_, bytes) => bodyEnd(bytes)), 'hash-list'],
  ['first byte of a block', flip(() => 0), 'block'],
  ['last byte of a block', flip((_, bytes) => bodyEnd(bytes) - 1), 'block'],
];

/** What somebody with a key and nothing else makes of it. */
class ReadFiles extends RecoveredFiles {
  readonly contents: Buffer[] = [];

  async write(_folder: string, name: string, content: AsyncIterable<Buffer>): Promise<string> {
    this.contents.push(await buffer(content));
    return name;
  }

  async writeText(): Promise<void> {}
}

async function recovered(vector: VectorFiles): Promise<Buffer[]> {
  const files = new ReadFiles();
  const identities = [server, member];
  const places = placesOf(vector);
  await recoverAll({ stores: places, identities, signers, files, onProgress: () => undefined });
  return files.contents;
}

/** The document's own key, for who has one of the two. */
function documentKey(vector: VectorFiles) {
  const identity = vector.has('member.key') ? member : server;
  const text = openArmored(vector.get('keyring.age')!.toString(), identity);
  return parseIdentity(text.toString().trim())!;
}

describe.each([OLD_VECTOR, VECTOR])('%s', (name) => {
  let vector: VectorFiles;
  beforeAll(async () => {
    vector = await readVector(name);
  });
  const broken = BROKEN.filter(([what]) => name === VECTOR || what !== 'index metadata');

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
    const { manifest } = await inspectAll(vector.get('shard-0')!);
    const key = openHeader(manifest.age, documentKey(vector));
    expect(openDescription(key, manifest.meta)).toEqual(DESCRIPTION);
    const changed = `A${manifest.meta.slice(1)}`.replace(/^AA/, 'AB');
    expect(await whatOf((async () => openDescription(key, changed))())).toBe('description');
  });

  it('should return its content', async () => {
    const content = vector.get('content.bin')!;
    expect((await recovered(vector)).map((bytes) => bytes.equals(content))).toEqual([true]);
  });

  it.each(broken)('should name the damage: %s', async (_, damage, what) => {
    expect(await whatOf(inspectAll(damage(vector.get('shard-0')!)))).toBe(what);
  });

  it.each(broken)('should be recovered in spite of it: %s', async (_, damage) => {
    const damaged = new Map([...vector, ['shard-0', damage(vector.get('shard-0')!)]]);
    const content = vector.get('content.bin')!;
    expect((await recovered(damaged)).map((bytes) => bytes.equals(content))).toEqual([true]);
  });

  it('should detect a validly signed object under another key', async () => {
    const source = sourceOf(vector.get('shard-0')!);
    const expected = { documentId: DOCUMENT, versionId: PARENT, index: 0 };
    expect(await whatOf(inspectShard(source, signers, expected))).toBe('wrong-shard');
  });

  it('should not trust another signer', async () => {
    const others = trusting(signingKeyOf(Buffer.alloc(32, 0x33)));
    expect(await whatOf(inspectShard(sourceOf(vector.get('shard-0')!), others))).toBe('signer');
  });
});

describe('objects written by this release', () => {
  let vector: VectorFiles;
  beforeAll(async () => {
    vector = await readVector(VECTOR);
  });

  async function read(files: VectorFiles) {
    const { store, stored, index } = await sealVector(files);
    const file = await buffer((await store.openSealed(stored)).content);
    return { content: openFile(file, documentKey(vector)), marks: index.marks };
  }

  it('should be written byte for byte as before', async () => {
    const { made } = await sealVector();
    expect([...made.keys()].sort()).toEqual([...vector.keys()].sort());
    for (const [name, bytes] of made) {
      expect([name, bytes.equals(vector.get(name)!)]).toEqual([name, true]);
    }
  });

  it.each(BROKEN)('should be read on in spite of it: %s', async (_, damage) => {
    const { content } = await read(new Map([['shard-0', damage(vector.get('shard-0')!)]]));
    expect(content.equals(vector.get('content.bin')!)).toBe(true);
  });

  it('should detect swapped shards', async () => {
    expect(await whatOf(inspectAll(vector.get('shard-1')!, 0))).toBe('wrong-shard');
    const { content, marks } = await read(new Map([['shard-0', vector.get('shard-2')!]]));
    expect(content.equals(vector.get('content.bin')!)).toBe(true);
    expect(marks).toEqual([{ versionId: VERSION, index: 0, reason: 'hash-list' }]);
  });
});
