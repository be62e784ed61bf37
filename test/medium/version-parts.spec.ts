import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../src/platform/database/database.js';
import { KyselyKeyringIndex } from '../../src/storage/keyrings/keyring-index.kysely.js';
import { loadIdentity } from '../../src/storage/keyrings/identity.file.js';
import { KyselyObjectIndex } from '../../src/storage/object-index.kysely.js';
import { StorageReindex } from '../../src/storage/recovery/storage-reindex.js';
import {
  AdoptGroup,
  RemoveVersions,
  type PartKind,
  type Version,
} from '../../src/version-archive/index.js';
import { RecordedAudit } from '../fakes/recorded-audit.js';
import { RecordedOutbox } from '../fakes/recorded-outbox.js';
import { StoredVersionArchive } from '../../src/version-archive/stored-version-archive.js';
import { StoredVersionParts } from '../../src/version-archive/stored-version-parts.js';
import { KyselyVersionGroupRepository } from '../../src/version-archive/version-group.kysely.js';
import { KyselyVersionPartRepository } from '../../src/version-archive/version-part.kysely.js';
import { describeOnBothEngines } from '../engines.js';
import { inPieces, StorageFixture } from './storage-fixture.js';

const CANARY = 'what somebody typed and nobody else may read';

describeOnBothEngines('the parts of a version', (under) => {
  let database: Database;
  let fixture: StorageFixture;
  let archive: StoredVersionArchive;
  let parts: StoredVersionParts;
  let removal: RemoveVersions;
  let documentId: string;
  let groupId: string;

  beforeEach(async () => {
    database = await under.open();
    fixture = await StorageFixture.open({ database });
    const { store, clock, ids } = fixture;
    const groups = new KyselyVersionGroupRepository(database);
    const rows = new KyselyVersionPartRepository(database);
    archive = new StoredVersionArchive({
      groups,
      objects: store,
      database,
      clock,
      ids,
      audit: new RecordedAudit(),
      outbox: new RecordedOutbox(),
    });
    parts = new StoredVersionParts(rows, store, database, clock, ids);
    removal = new RemoveVersions(groups, parts, store, database);
    documentId = ids.next();
    groupId = await archive.createGroup(documentId);
  });
  afterEach(() => fixture.close());

  async function save(): Promise<Version> {
    const head = await archive.findHead(groupId);
    fixture.clock.advance(1_000);
    const staged = await archive.stage({
      documentId,
      madeFrom: head ?? null,
      content: inPieces(Buffer.from('the content')),
      maxBytes: 1_000,
      description: { version_group_id: groupId, file_type: 'docx', made_from: head?.number ?? 0 },
    });
    const { version } = await archive.commit(staged, {
      ...{ groupId, origin: 'save', author: 'alice', fileType: 'docx' },
      ...{ expectedHead: head?.number ?? 0, onMoved: 'refuse' },
    });
    return version;
  }

  const stage = (of: Version, kind: PartKind = 'changes', text = CANARY) =>
    parts.stage({
      ...{ of, kind, fileType: 'zip', maxBytes: 1_000 },
      content: inPieces(Buffer.from(text)),
    });

  /** Everything at all providers. */
  async function atRest(): Promise<Buffer> {
    const files = await Promise.all(
      fixture.directories.map((folder) =>
        readdir(folder, { recursive: true, withFileTypes: true }),
      ),
    );
    const names = files.flat().filter((entry) => entry.isFile());
    return Buffer.concat(
      await Promise.all(names.map((entry) => readFile(join(entry.parentPath, entry.name)))),
    );
  }

  const objects = () =>
    database.query<{ storage_objects: object }>().selectFrom('storage_objects').selectAll();

  it('should be read back, and rest sealed', async () => {
    const version = await save();
    const part = await parts.add(await stage(version));
    expect(part).toMatchObject({ kind: 'changes', fileType: 'zip', size: CANARY.length });
    expect(await parts.find(version.id, 'changes')).toEqual(part);
    expect(await parts.find(version.id, 'preview')).toBeUndefined();
    expect((await buffer(await parts.read(part))).toString()).toBe(CANARY);
    const range = await parts.read(part, { start: 5, end: 13 });
    expect((await buffer(range)).toString()).toBe('somebody');
    expect((await atRest()).includes(CANARY)).toBe(false);
  });

  it('should be listed for many versions, and count as no version', async () => {
    const first = await save();
    const second = await save();
    await parts.add(await stage(first, 'thumbnail'));
    await parts.add(await stage(first, 'changes'));
    const found = await parts.findAll([first.id, second.id]);
    expect([...found.keys()]).toEqual([first.id]);
    expect(found.get(first.id)!.map(({ kind }) => kind)).toEqual(['changes', 'thumbnail']);
    expect(await archive.list(groupId)).toHaveLength(2);
    expect((await objects().execute()).length).toBe(4);
  });

  it('should keep the first of one kind', async () => {
    const version = await save();
    const part = await parts.add(await stage(version));
    const second = await stage(version, 'changes', 'another');
    await expect(parts.add(second)).rejects.toMatchObject({ code: 'version-archive/part-exists' });
    await parts.discard(second);
    expect(await parts.find(version.id, 'changes')).toEqual(part);
    expect((await objects().execute()).length).toBe(2);
  });

  it('should be gone when the transaction of its version fails', async () => {
    const version = await save();
    const staged = await stage(version);
    const failing = database.inTransaction(async () => {
      await parts.add(staged);
      throw new Error('the commit failed');
    });
    await expect(failing).rejects.toThrow('the commit failed');
    await parts.discard(staged);
    expect(await parts.find(version.id, 'changes')).toBeUndefined();
    expect((await objects().execute()).length).toBe(1);
  });

  it('should go with its version', async () => {
    const first = await save();
    await parts.add(await stage(first));
    await parts.add(await stage(first, 'preview'));
    await save();
    await removal.remove([first]);
    expect((await archive.list(groupId)).map(({ number }) => number)).toEqual([2]);
    expect(await parts.findAll([first.id])).toEqual(new Map());
    expect((await objects().execute()).length).toBe(1);
    const left = await Promise.all(
      fixture.directories.map((folder) => readdir(join(folder, 'v1', documentId))),
    );
    // One version and the keyring.
    for (const names of left) expect(names).toHaveLength(2);
  });

  it('should stay with a current version, which nobody removes', async () => {
    const first = await save();
    const second = await save();
    await parts.add(await stage(second));
    await expect(removal.remove([first, second])).rejects.toMatchObject({
      code: 'version-archive/current-stays',
    });
    expect(await archive.list(groupId)).toHaveLength(2);
    expect(await parts.find(second.id, 'changes')).toBeDefined();
  });

  it('should be found again by an index from shards alone', async () => {
    const version = await save();
    const part = await parts.add(await stage(version));
    fixture.clock.advance(1_000);
    await save();

    const empty = await under.open();
    const found = new StorageReindex({
      providers: fixture.storage.providers,
      identity: await loadIdentity(fixture.identityFile, { mayCreate: false, nowMs: 0 }),
      objects: new KyselyObjectIndex(empty, fixture.clock),
      keyrings: new KyselyKeyringIndex(empty, fixture.clock),
    });
    const rows = new KyselyVersionPartRepository(empty);
    const adopting = new AdoptGroup(new KyselyVersionGroupRepository(empty), rows, empty);
    for await (const document of found.documents(() => undefined)) {
      expect(document).toMatchObject({ left: [], findings: [] });
      const versions = await adopting.adopt(document, groupId);
      expect(versions.map(({ number, state }) => `${number} ${state}`)).toEqual([
        '1 archived',
        '2 current',
      ]);
    }
    expect(await rows.findAll([version.id])).toEqual([part]);
    const object = { documentId, versionId: part.objectId };
    expect(await new KyselyObjectIndex(empty, fixture.clock).findObject(object)).toEqual(
      await fixture.index.findObject(object),
    );
  });
});
