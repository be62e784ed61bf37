import { buffer } from 'node:stream/consumers';
import { expect } from '@jest/globals';
import { FixedClock } from './fakes/fixed-clock.js';
import { Ids } from '../src/platform/clock/ids.js';
import type { Database } from '../src/platform/database/database.js';
import { RecordedAudit } from './fakes/recorded-audit.js';
import { RecordedOutbox } from './fakes/recorded-outbox.js';
import { StoredVersionArchive } from '../src/version-archive/stored-version-archive.js';
import type { CommitVersion, CommittedVersion, Version } from '../src/version-archive/index.js';
import { KyselyVersionGroupRepository } from '../src/version-archive/version-group.kysely.js';
import { MemoryObjectStore } from './fakes/memory-object-store.js';

type SaveOptions = Partial<
  Pick<
    CommitVersion,
    'expectedHead' | 'onMoved' | 'setApart' | 'receipt' | 'fileType' | 'save' | 'origin'
  >
>;

export class Crash extends Error {}

/** One group with its callers, who discard what they could not commit, as the port asks of them. */
export class ArchivedGroup {
  readonly clock = new FixedClock();
  readonly store = new MemoryObjectStore();
  readonly archive: StoredVersionArchive;
  readonly documentId: string;
  /** What was acknowledged, by version id: none of it may ever be lost or changed. */
  readonly acknowledged = new Map<string, string>();
  readonly receipts = new Map<string, string>();
  #contents = 0;
  groupId = '';

  constructor(readonly database: Database) {
    const ids = new Ids(this.clock);
    this.documentId = ids.next();
    const groups = new KyselyVersionGroupRepository(database);
    this.archive = new StoredVersionArchive({
      groups,
      objects: this.store,
      database,
      clock: this.clock,
      ids,
      audit: new RecordedAudit(),
      outbox: new RecordedOutbox(),
    });
  }

  static async in(database: Database): Promise<ArchivedGroup> {
    const group = new ArchivedGroup(database);
    group.groupId = await group.archive.createGroup(group.documentId);
    return group;
  }

  async save(options: SaveOptions = {}): Promise<CommittedVersion> {
    const head = await this.archive.findHead(this.groupId);
    const content = `content ${++this.#contents}`;
    const staged = await this.archive.stage({
      documentId: this.documentId,
      madeFrom: head ?? null,
      content: once(content),
      maxBytes: 1000,
      description: {},
    });
    try {
      const committed = await this.archive.commit(staged, {
        groupId: this.groupId,
        origin: 'save',
        author: 'alice',
        fileType: 'docx',
        expectedHead: head?.number ?? 0,
        onMoved: 'refuse',
        ...options,
      });
      if (committed.outcome === 'repeated') await this.archive.discard(staged);
      else this.acknowledged.set(committed.version.id, content);
      return committed;
    } catch (error) {
      await this.archive.discard(staged);
      throw error;
    }
  }

  async restore(number: number): Promise<Version> {
    const source = await this.archive.getVersion(this.groupId, number);
    const version = await this.archive.restore({ groupId: this.groupId, number, actor: 'bob' });
    this.acknowledged.set(version.id, this.acknowledged.get(source.id)!);
    return version;
  }

  async read(version: Version): Promise<string> {
    const key = await this.archive.leaseKey(version);
    const stream = await this.archive.open(version, key);
    key.destroy();
    return (await buffer(stream)).toString();
  }

  /** What must hold whatever happened before. */
  async check(): Promise<void> {
    const versions = await this.archive.list(this.groupId);
    expect(versions.map(({ number }) => number)).toEqual(
      versions.map((_, index) => versions.length - index),
    );
    const current = versions.filter(({ state }) => state === 'current');
    const everCurrent = versions.some(({ state }) => state !== 'quarantined');
    expect(current).toHaveLength(everCurrent ? 1 : 0);
    expect((await this.archive.findHead(this.groupId))?.id).toBe(current[0]?.id);
    const archived = versions.filter(({ state }) => state === 'archived');
    for (const { number } of archived) expect(number).toBeLessThan(current[0]!.number);

    expect(new Set(versions.map(({ id }) => id))).toEqual(new Set(this.acknowledged.keys()));
    expect(new Set(this.store.kept)).toEqual(new Set(this.acknowledged.keys()));
    for (const version of versions) {
      expect(await this.read(version)).toBe(this.acknowledged.get(version.id));
    }
    expect(this.store.openKeys).toBe(0);
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
