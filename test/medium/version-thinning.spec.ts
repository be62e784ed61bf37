import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Database } from '../../src/platform/database/database.js';
import { Metrics } from '../../src/platform/health/metrics.js';
import { KyselyMaintenanceTasks } from '../../src/storage/maintenance/maintenance-index.kysely.js';
import { MaintenanceSchedule } from '../../src/storage/maintenance/maintenance-schedule.js';
import { HeldVersions } from '../../src/version-archive/held-versions.js';
import type { CommittedVersion, VersionOrigin } from '../../src/version-archive/index.js';
import { RemoveVersions } from '../../src/version-archive/remove-versions.js';
import { RecordedAudit } from '../fakes/recorded-audit.js';
import { RecordedOutbox } from '../fakes/recorded-outbox.js';
import { StoredVersionArchive } from '../../src/version-archive/stored-version-archive.js';
import { StoredVersionParts } from '../../src/version-archive/stored-version-parts.js';
import { ThinSteps } from '../../src/version-archive/thin-steps.js';
import { KyselyThinningRepository } from '../../src/version-archive/thinning.kysely.js';
import { KyselyVersionGroupRepository } from '../../src/version-archive/version-group.kysely.js';
import { KyselyVersionPartRepository } from '../../src/version-archive/version-part.kysely.js';
import { describeOnBothEngines } from '../engines.js';
import { StorageFixture } from './storage-fixture.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RULES = { allHours: 24, hourlyDays: 7 };
const GOING_ON = new AbortController().signal;

describeOnBothEngines('thinning', (under) => {
  let database: Database;
  let fixture: StorageFixture;
  let archive: StoredVersionArchive;
  let groups: KyselyVersionGroupRepository;
  let rows: KyselyThinningRepository;
  let held: HeldVersions;
  let metrics: Metrics;
  let documentId: string;
  let groupId: string;
  /** What each version says, by number. */
  let contents: Map<number, string>;

  beforeEach(async () => {
    database = await under.open();
    fixture = await StorageFixture.open({ database });
    const { store, clock, ids } = fixture;
    groups = new KyselyVersionGroupRepository(database);
    archive = new StoredVersionArchive({
      groups,
      objects: store,
      database,
      clock,
      ids,
      audit: new RecordedAudit(),
      outbox: new RecordedOutbox(),
    });
    rows = new KyselyThinningRepository(database, clock);
    held = new HeldVersions();
    held.register(async () => []);
    metrics = new Metrics();
    contents = new Map();
    documentId = ids.next();
    groupId = await archive.createGroup(documentId);
  });
  afterEach(() => fixture.close());

  const instance = (name: string, ofMetrics = new Metrics()): ThinSteps => {
    const { store, clock, ids } = fixture;
    const tasks = new KyselyMaintenanceTasks(database, clock);
    const schedule = new MaintenanceSchedule(tasks, clock, name, 30);
    const ofParts = new KyselyVersionPartRepository(database);
    const parts = new StoredVersionParts(ofParts, store, database, clock, ids);
    const removing = new RemoveVersions(groups, parts, store, database);
    return new ThinSteps(
      RULES,
      { rows, groups, removing, held, schedule, database, clock },
      ofMetrics,
    );
  };

  async function save(origin: VersionOrigin, key?: string): Promise<CommittedVersion> {
    const head = await archive.findHead(groupId);
    const content = `${origin} ${fixture.clock.nowMs()}`;
    const staged = await archive.stage({
      ...{ documentId, madeFrom: head ?? null, maxBytes: 1000, description: {} },
      content: once(content),
    });
    const committed = await archive.commit(staged, {
      ...{ groupId, origin, author: 'alice', fileType: 'txt' },
      ...{ expectedHead: head?.number ?? 0, onMoved: 'refuse' as const },
      receipt: `receipt ${content}`,
      ...(key !== undefined && {
        save: { documentKey: key, madeAtMs: fixture.clock.nowMs(), reportedAtS: 0 },
      }),
    });
    contents.set(committed.version.number, content);
    return committed;
  }

  /** A step every ten minutes. */
  async function steps(key: string, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await save('force-save', key);
      fixture.clock.advance(10 * MINUTE_MS);
    }
  }

  const shown = async (): Promise<number[]> =>
    (await archive.list(groupId)).map(({ number }) => number).toSorted((a, b) => a - b);

  async function expectAllToReadBack(): Promise<void> {
    for (const version of await archive.list(groupId)) {
      expect(await text(await archive.read(version))).toBe(contents.get(version.number));
      expect(version.shards).toMatchObject({ present: 6, total: 6 });
    }
  }

  const shardsOnDisk = async (): Promise<number> => {
    const found = await Promise.all(
      fixture.directories.map((path) => readdir(path, { recursive: true, withFileTypes: true })),
    );
    const ofObjects = found.flat().filter((entry) => entry.isFile() && /^\d+$/.test(entry.name));
    return ofObjects.length;
  };

  it('should keep all of a day, one of each hour, and the last; all that stays reads back', async () => {
    await save('upload');
    await steps('a', 12);
    await save('save', 'a');
    await steps('b', 7);
    await archive.comment([(await archive.getVersion(groupId, 3)).id], 'for the board');
    const restored = await archive.restore({ groupId, number: 4, actor: 'bob' });
    contents.set(restored.number, contents.get(4)!);
    const before = new Map((await archive.list(groupId)).map((each) => [each.number, each]));
    const thin = instance('one', metrics);

    await thin.pass(GOING_ON);
    expect(await shown()).toHaveLength(22);

    fixture.clock.advance(DAY_MS);
    await thin.pass(GOING_ON);
    // Began at noon: 2 to 7 in the first hour, 8 to 13 in the second; 15 to 20 in the third, 21 in the fourth.
    expect(await shown()).toEqual([1, 3, 4, 7, 13, 14, 20, 21, 22]);
    await expectAllToReadBack();

    fixture.clock.advance(8 * DAY_MS);
    await thin.pass(GOING_ON);
    expect(await shown()).toEqual([1, 3, 4, 14, 21, 22]);
    await expectAllToReadBack();
    for (const { number, position, state, comment } of await archive.list(groupId)) {
      expect({ number, position, state, comment }).toEqual({
        number,
        position: before.get(number)!.position,
        state: before.get(number)!.state,
        comment: before.get(number)!.comment,
      });
    }
    const totals = await rows.totals();
    expect(totals).toMatchObject({ removed: 16, passedAtMs: fixture.clock.nowMs() });
    expect(totals.freedBytes).toBeGreaterThan(0);
    expect(await metrics.text()).toContain('kontor_thinning_removed_total 16');
    expect(await shardsOnDisk()).toBe(6 * 6);
  });

  it('should take the parts of a version with it, and free what it had said before', async () => {
    await save('upload');
    await steps('a', 6);
    const { store, clock, ids } = fixture;
    const ofParts = new KyselyVersionPartRepository(database);
    const parts = new StoredVersionParts(ofParts, store, database, clock, ids);
    for (const number of [2, 7]) {
      const of = await archive.getVersion(groupId, number);
      const content = once(`changes of ${number}`);
      const staged = await parts.stage({
        ...{ of, kind: 'changes' as const, fileType: 'zip', content, maxBytes: 1000 },
      });
      await parts.add(staged);
    }
    const [two, seven] = [2, 7].map((number) => archive.getVersion(groupId, number));
    clock.advance(8 * DAY_MS);
    const shards = await shardsOnDisk();
    const wanted = await instance('one').rehearse(GOING_ON);
    expect(wanted.steps).toBe(5);
    expect([await shown(), await shardsOnDisk()]).toEqual([[1, 2, 3, 4, 5, 6, 7], shards]);
    expect(await rows.totals()).toMatchObject({ removed: 0, freedBytes: 0 });

    expect(await instance('one').all(GOING_ON)).toEqual(wanted);
    expect(await shown()).toEqual([1, 7]);
    expect(await parts.find((await two!).id, 'changes')).toBeUndefined();
    const kept = await parts.find((await seven!).id, 'changes');
    expect(await text(await parts.read(kept!))).toBe('changes of 7');
    // Two versions and one part.
    expect(await shardsOnDisk()).toBe(3 * 6);
    expect(await instance('one').all(GOING_ON)).toEqual({ steps: 0, freedBytes: 0 });
  });

  it('should know deliveries again whose version is gone', async () => {
    await save('upload');
    await steps('a', 6);
    const receipts = [...contents.values()].slice(1).map((content) => `receipt ${content}`);
    fixture.clock.advance(8 * DAY_MS);
    await instance('one').pass(GOING_ON);
    expect(await shown()).toEqual([1, 7]);
    for (const receipt of receipts) {
      expect(await archive.findByReceipt(groupId, receipt)).toMatchObject({ number: 7 });
    }
  });

  it('should keep what others refer to, and remove nothing while it does not know what that is', async () => {
    await save('upload');
    await steps('a', 6);
    fixture.clock.advance(8 * DAY_MS);
    held = new HeldVersions();
    await instance('one').pass(GOING_ON);
    expect(await shown()).toHaveLength(7);
    held.register(async (id) => (id === documentId ? [3] : []));
    await instance('one').pass(GOING_ON);
    expect(await shown()).toEqual([1, 3, 7]);
  });

  it('should go on while two instances thin and a person saves', async () => {
    await save('upload');
    await steps('a', 24);
    fixture.clock.advance(8 * DAY_MS);
    const writing = (async () => {
      for (let i = 0; i < 10; i++) {
        await save('save', `later-${i}`);
        fixture.clock.advance(1);
      }
    })();
    await Promise.all([writing, instance('one').pass(GOING_ON), instance('two').pass(GOING_ON)]);
    expect(await shown()).toEqual([1, ...Array.from({ length: 11 }, (_, i) => 25 + i)]);
    await expectAllToReadBack();
    expect(await rows.totals()).toMatchObject({ removed: 23 });
  });

  it('should be done by one instance for all, once in ten minutes', async () => {
    await save('upload');
    await steps('a', 6);
    fixture.clock.advance(8 * DAY_MS);
    const [one, two] = [new Metrics(), new Metrics()];
    await Promise.all([instance('one', one).run(GOING_ON), instance('two', two).run(GOING_ON)]);
    const removed = await Promise.all(
      [one, two].map(async (each) => /removed_total (\d+)/.exec(await each.text())?.[1]),
    );
    expect(new Set(removed)).toEqual(new Set(['0', '5']));
  });

  it('should leave only orphans behind when it is killed before the shards are gone', async () => {
    await save('upload');
    await steps('a', 6);
    fixture.clock.advance(8 * DAY_MS);
    const discard = fixture.store.discard.bind(fixture.store);
    fixture.store.discard = async () => {
      throw new Error('killed');
    };
    await expect(instance('one').pass(GOING_ON)).rejects.toThrow('killed');
    fixture.store.discard = discard;
    expect(await shown()).toEqual([1, 7]);
    await expectAllToReadBack();
    expect(await shardsOnDisk()).toBe(7 * 6);
  });
});

async function* once(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
