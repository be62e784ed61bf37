import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { KyselyKeyringIndex } from '../../src/storage/keyrings/keyring-index.kysely.js';
import { KyselyObjectIndex } from '../../src/storage/object-index.kysely.js';
import { loadIdentity } from '../../src/storage/keyrings/identity.file.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { StorageReindex, type FoundDocument } from '../../src/storage/recovery/storage-reindex.js';
import { openArmored, sealArmored } from '../../src/storage/seal/age-file.js';
import { identityOf } from '../../src/storage/seal/age-key.js';
import { describeOnBothEngines } from '../engines.js';
import { Planter, rewritten, unsigned } from '../planted-objects.js';
import { StorageFixture } from './storage-fixture.js';

const alice = identityOf(randomBytes(32));
const recovery = identityOf(randomBytes(32));
const MANAGED = { title: 'A title', custody: 'managed' };
const PRIVATE = { title: 'A title', custody: 'zero-knowledge' };

describeOnBothEngines('an index from shards alone', (under) => {
  let fixture: StorageFixture;
  let keyrings: KyselyKeyringIndex;
  let objects: KyselyObjectIndex;

  beforeEach(async () => {
    fixture = await StorageFixture.open({ recovery: recovery.recipient.text });
  });
  afterEach(() => fixture.close());

  const identity = () => loadIdentity(fixture.identityFile, { mayCreate: false, nowMs: 0 });

  /** What the shards say of the only document; written down in an empty database unless it is refused. */
  async function reindexed(): Promise<FoundDocument> {
    const empty = await under.open();
    keyrings = new KyselyKeyringIndex(empty, fixture.clock);
    objects = new KyselyObjectIndex(empty, fixture.clock);
    const { providers } = fixture.storage;
    const tools = { providers, identity: await identity(), objects, keyrings };
    const found: FoundDocument[] = [];
    for await (const document of new StorageReindex(tools).documents(() => undefined)) {
      found.push(document);
    }
    const [only] = found as [FoundDocument];
    if (only.refused === undefined) await only.record(only.versions.map(({ version }) => version));
    return only;
  }

  const members = [alice.recipient.text];
  const privateDocument = () => fixture.newDocument(members);

  async function save(
    documentId: string,
    description: Record<string, string> = PRIVATE,
  ): Promise<StoredObject> {
    const stored = await fixture.put(documentId, randomBytes(1000), { description });
    await fixture.store.record(stored);
    return stored;
  }

  async function change(documentId: string, work: () => Promise<void>): Promise<void> {
    await fixture.database.inTransaction(work);
    await fixture.keyrings.settle(documentId);
  }

  /** From managed to private, as a change of custody does it. */
  const leave = (documentId: string): Promise<void> =>
    change(documentId, async () => {
      await fixture.keyrings.reseal(documentId, members);
      await fixture.keyrings.beginEpoch(documentId, members);
    });

  /** The document's keyring folder at each place. */
  const folders = (documentId: string): string[] =>
    fixture.directories.map((directory) => join(directory, 'v1', documentId, 'keyring'));
  async function remove(documentId: string, ...names: string[]): Promise<void> {
    for (const folder of folders(documentId))
      for (const name of names) await rm(join(folder, name));
  }

  const ids = ({ versions }: FoundDocument) => versions.map(({ version }) => version.versionId);

  it('should write down exactly what was known', async () => {
    const documentId = await privateDocument();
    const stored = await save(documentId);
    await change(documentId, () => fixture.keyrings.beginEpoch(documentId, members));
    const found = await reindexed();
    expect(found).toMatchObject({ custody: 'zero-knowledge', left: [], findings: [] });
    expect(ids(found)).toEqual([stored.versionId]);
    expect(await keyrings.list(documentId)).toEqual(await fixture.keyringIndex.list(documentId));
    expect((await keyrings.list(documentId))[1]!.members).toEqual([
      ...members,
      recovery.recipient.text,
    ]);
    expect(await objects.findObject(stored)).toEqual(await fixture.index.findObject(stored));
  });

  it('should know who brought a version back that nobody opened for it', async () => {
    const documentId = await privateDocument();
    const first = await save(documentId, { ...PRIVATE, author: 'bob', origin: 'save' });
    fixture.clock.advance(1000);
    const description = { ...PRIVATE, title: 'Later', author: 'alice', origin: 'restore' };
    const again = await fixture.store.duplicate(first, fixture.ids.next(), description);
    await fixture.store.record(again);
    const { versions } = await reindexed();
    expect(versions.map(({ number, state }) => `${number} ${state}`)).toEqual([
      '1 archived',
      '2 current',
    ]);
    expect(versions[1]!.version).toMatchObject({ description, origin: 'restore', madeFrom: 1 });
  });

  it('should not let the server in by a keyring that a member made for it', async () => {
    const documentId = await privateDocument();
    await save(documentId);
    const [keyring] = await fixture.keyringIndex.list(documentId);
    const secret = openArmored(keyring!.sealed, alice);
    const forServer = sealArmored(secret, [(await identity()).age.recipient], randomBytes);
    for (const folder of folders(documentId)) {
      await writeFile(join(folder, '1.9.age'), forServer);
      await cp(join(folder, '1.about'), join(folder, '1.9.about'));
    }
    const found = await reindexed();
    expect(found.custody).toBe('zero-knowledge');
    expect(await keyrings.list(documentId)).toEqual([keyring]);
    expect(found.findings).toEqual(
      Array(6).fill(expect.objectContaining({ kind: 'replayed', what: 'wrong-keyring' })),
    );
    // Nothing of ours left but the versions: they say that the document is private.
    await remove(documentId, '1.age', '1.about', '1.9.about');
    expect((await reindexed()).refused).toContain('keyring-unsigned');
    expect(await keyrings.hasAny()).toBe(false);
  });

  it('should not let the server in by keyrings of its own that were withdrawn', async () => {
    const documentId = await fixture.newDocument();
    await save(documentId, MANAGED);
    const old = folders(documentId)[0]!;
    const kept = join(fixture.folder, 'kept');
    await cp(old, kept, { recursive: true });
    await leave(documentId);
    const after = await save(documentId);
    for (const folder of folders(documentId)) await cp(kept, folder, { recursive: true });
    // Beside what is newer it counts for nothing.
    expect((await reindexed()).left).toEqual([]);
    expect(await keyrings.list(documentId)).toEqual(await fixture.keyringIndex.list(documentId));
    // In the place of it, not either: of the newest epoch the server is no member.
    await remove(documentId, '1.2.age', '1.2.about');
    const found = await reindexed();
    expect(ids(found)).toEqual([after.versionId]);
    expect(found.left).toEqual([expect.objectContaining({ why: 'keyring-outdated' })]);
    expect((await keyrings.list(documentId)).map(({ epoch }) => epoch)).toEqual([2]);
    await remove(documentId, '2.age', '2.about');
    expect((await reindexed()).refused).toContain('keyring-unsigned');
  });

  it('should not take an older revision than the versions knew', async () => {
    const documentId = await fixture.newDocument();
    const kept = join(fixture.folder, 'kept');
    await cp(folders(documentId)[0]!, kept, { recursive: true });
    await change(documentId, () => fixture.keyrings.reseal(documentId, members));
    await save(documentId);
    for (const folder of folders(documentId)) await cp(kept, folder, { recursive: true });
    await remove(documentId, '1.2.age', '1.2.about');
    expect((await reindexed()).refused).toContain('keyring-outdated');
  });

  it('should not fall back when only the metadata of the newest keyring is left', async () => {
    const documentId = await fixture.newDocument();
    await save(documentId, MANAGED);
    await leave(documentId);
    await remove(documentId, '2.age');
    expect((await reindexed()).refused).toContain('keyring-lost');
    // A version that lacks shards still says that there was a newer key.
    const after = await save(documentId);
    await remove(documentId, '2.about');
    for (const index of [0, 1, 2]) await rm(fixture.shardFile(after, index));
    expect((await reindexed()).refused).toContain('keyring-unsigned');
  });

  it('should find a keyring that one place has whole, and have the others written', async () => {
    const documentId = await privateDocument();
    await save(documentId);
    for (const [n, folder] of folders(documentId).entries()) {
      const file = join(folder, '1.about');
      if (n < 3) await rm(file);
      else if (n < 5) await writeFile(file, (await readFile(file, 'utf8')).replace(':1,', ':2,'));
    }
    const found = await reindexed();
    expect(found.findings.map(({ what }) => what)).toEqual(['format-version', 'format-version']);
    const [keyring] = await keyrings.list(documentId);
    expect(keyring!.missingOn).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
  });

  it('should leave out what was planted, damaged or never finished, and restore what lacks shards', async () => {
    const documentId = await privateDocument();
    const good = await save(documentId);
    for (const index of [1, 4]) await rm(fixture.shardFile(good, index));
    const lost = await save(documentId);
    for (const index of [0, 2, 5]) await rm(fixture.shardFile(lost, index));
    const closed = await save(documentId);
    await each(closed, (shard) =>
      rewritten(shard, fixture.storage.identity.signing, { about: 'AAAA' }),
    );
    await fixture.put(documentId, randomBytes(500), { sealTo: () => randomBytes(32) });
    const [keyring] = await fixture.keyringIndex.list(documentId);
    const versionId = fixture.ids.next();
    const planted = await new Planter().seal({ documentId, versionId }, keyring!, randomBytes(9));
    await each({ ...good, versionId }, (_, index) =>
      unsigned(planted[index]!, fixture.storage.identity.signing.kid),
    );

    const found = await reindexed();
    expect(ids(found)).toEqual([good.versionId]);
    expect(new Map(found.left.map(({ versionId: id, why }) => [id, why]))).toEqual(
      new Map([
        [lost.versionId, '3 of the 4 shards it needs'],
        [closed.versionId, 'index metadata: age-header'],
      ]),
    );
    expect(found.findings.every(({ kind }) => kind === 'planted')).toBe(true);
    const known = (await objects.findObject(good))!.shards;
    expect(known.map(({ state }) => state === 'present')).toEqual([1, 0, 1, 1, 0, 1].map(Boolean));
    expect(new Set(known.map(({ provider }) => provider)).size).toBe(6);
  });

  /** Other bytes for each shard; where none lies, they are new. */
  async function each(stored: StoredObject, changed: (shard: Buffer, index: number) => Buffer) {
    for (const { index } of stored.shards) {
      const file = fixture.shardFile(stored, index);
      const shard = await readFile(file).catch(() => Buffer.alloc(0));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, changed(shard, index));
    }
  }

  it('should take up what was written before anything was said, while the server opens it', async () => {
    const documentId = await fixture.newDocument();
    const stored = await save(documentId, MANAGED);
    await each(stored, (shard) =>
      rewritten(shard, fixture.storage.identity.signing, { about: undefined }),
    );
    await remove(documentId, '1.about');
    const found = await reindexed();
    expect(found).toMatchObject({ custody: 'managed', left: [], refused: undefined });
    expect(await keyrings.list(documentId)).toEqual([
      expect.objectContaining({ members: [], missingOn: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'] }),
    ]);
    // A newer one that it does not open: perhaps planted, perhaps of somebody else.
    const stranger = sealArmored(randomBytes(20), [alice.recipient], randomBytes);
    await writeFile(join(folders(documentId)[3]!, '1.2.age'), stranger);
    expect((await reindexed()).refused).toContain('keyring-unsigned');
  });

  it('should say so when the server opens none of what was written before', async () => {
    const documentId = await privateDocument();
    const stored = await save(documentId);
    await each(stored, (shard) =>
      rewritten(shard, fixture.storage.identity.signing, { about: undefined }),
    );
    expect(await reindexed()).toMatchObject({
      versions: [],
      left: [{ versionId: stored.versionId, why: 'no-key' }],
    });
  });
});
