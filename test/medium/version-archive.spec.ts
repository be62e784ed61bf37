import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../src/platform/database/database.js';
import { isAppError } from '../../src/platform/errors/app-error.js';
import type { CommittedVersion } from '../../src/version-archive/index.js';
import { ArchivedGroup as Group, Crash } from '../archived-group.js';
import { describeOnBothEngines } from '../engines.js';

type Step =
  | { do: 'save'; stale: boolean; onMoved: 'refuse' | 'quarantine'; receipt: string | undefined }
  | { do: 'quarantine' }
  | { do: 'restore'; which: number }
  | { do: 'crash' }
  | { do: 'race'; rivals: number; onMoved: 'refuse' | 'quarantine'; receipt: string | undefined };

const receipt = fc.option(fc.constantFrom('r1', 'r2', 'r3'), { nil: undefined });
const onMoved = fc.constantFrom('refuse' as const, 'quarantine' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('save' as const), stale: fc.boolean(), onMoved, receipt }),
  fc.record({ do: fc.constant('quarantine' as const) }),
  fc.record({ do: fc.constant('restore' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('crash' as const) }),
  fc.record({
    do: fc.constant('race' as const),
    rivals: fc.integer({ min: 2, max: 4 }),
    onMoved,
    receipt,
  }),
);

async function take(group: Group, next: Step): Promise<void> {
  const head = (await group.archive.findHead(group.groupId))?.number ?? 0;
  if (next.do === 'save') {
    const expectedHead = next.stale ? head + 1 : head;
    const known = next.receipt !== undefined && group.receipts.has(next.receipt);
    const saved = await orMoved(group.save({ ...settled(next), expectedHead }));
    if (known) expect(saved).toMatchObject({ outcome: 'repeated' });
    else if (!next.stale) expect(saved).toMatchObject({ outcome: 'current' });
    else expect(saved?.outcome).toBe(next.onMoved === 'refuse' ? undefined : 'quarantined');
    remember(group, next.receipt, saved);
  } else if (next.do === 'quarantine') {
    expect(await group.save({ setApart: 'save-failed' })).toMatchObject({ outcome: 'quarantined' });
  } else if (next.do === 'restore') {
    const versions = await group.archive.list(group.groupId);
    if (versions.length > 0) await group.restore(1 + (next.which % versions.length));
  } else if (next.do === 'crash') {
    group.store.failNextRecord = new Crash();
    await expect(group.save()).rejects.toThrow(Crash);
  } else {
    await race(group, next, head);
  }
}

async function race(group: Group, next: Step & { do: 'race' }, head: number): Promise<void> {
  const known = next.receipt !== undefined && group.receipts.has(next.receipt);
  const all = await Promise.all(
    Array.from({ length: next.rivals }, () =>
      orMoved(group.save({ ...settled(next), expectedHead: head })),
    ),
  );
  for (const saved of all) remember(group, next.receipt, saved);
  const winners = all.filter((saved) => saved?.outcome === 'current');
  expect(winners).toHaveLength(known ? 0 : 1);
  if (next.receipt !== undefined) {
    expect(all.filter((saved) => saved?.outcome === 'repeated')).toHaveLength(
      known ? next.rivals : next.rivals - 1,
    );
  }
}

const settled = (by: { onMoved: 'refuse' | 'quarantine'; receipt: string | undefined }) => ({
  onMoved: by.onMoved,
  ...(by.receipt !== undefined && { receipt: by.receipt }),
});

/** The same receipt stands for the same version for ever. */
function remember(group: Group, name: string | undefined, saved: CommittedVersion | undefined) {
  if (name === undefined || saved === undefined) return;
  const before = group.receipts.get(name);
  if (before !== undefined) expect(saved.version.id).toBe(before);
  group.receipts.set(name, saved.version.id);
}

const orMoved = (saving: Promise<CommittedVersion>): Promise<CommittedVersion | undefined> =>
  saving.catch((error: unknown) => {
    if (isAppError(error, 'version-archive/head-moved')) return undefined;
    throw error;
  });

const PROPERTY_MS = 300_000;

describeOnBothEngines('the version archive', ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  }, PROPERTY_MS);

  it(
    'should keep every acknowledged version and one head, whatever happens in whatever order',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const group = await Group.in(database);
          for (const next of steps) {
            await take(group, next);
            await group.check();
          }
        }),
        { numRuns: 40 },
      );
    },
    PROPERTY_MS,
  );

  it('should number versions consecutively, quarantined ones included', async () => {
    const group = await Group.in(database);
    await group.save();
    await group.save({ setApart: 'save-failed' });
    await group.save({ fileType: 'odt' });
    const versions = await group.archive.list(group.groupId);
    expect(versions.map(({ number, state, fileType }) => [number, state, fileType])).toEqual([
      [3, 'current', 'odt'],
      [2, 'quarantined', 'docx'],
      [1, 'archived', 'docx'],
    ]);
    expect(versions[0]!.shards).toMatchObject({ present: 6, required: 4, total: 6 });
  });

  it('should refuse or quarantine what was made from an older head', async () => {
    const group = await Group.in(database);
    await group.save();
    await group.save();
    await expect(group.save({ expectedHead: 1 })).rejects.toMatchObject({
      code: 'version-archive/head-moved',
      kind: 'conflict',
    });
    const late = await group.save({ expectedHead: 1, onMoved: 'quarantine' });
    expect(late).toMatchObject({ outcome: 'quarantined', version: { number: 3 } });
    await group.check();
  });

  it('should restore a quarantined version as a new current one', async () => {
    const group = await Group.in(database);
    await group.save();
    const { version } = await group.save({ setApart: 'save-failed' });
    const restored = await group.restore(version.number);
    expect(restored).toMatchObject({
      number: 3,
      state: 'current',
      origin: 'restore',
      author: 'bob',
    });
    await group.check();
  });

  it('should restore while others save', async () => {
    const group = await Group.in(database);
    await group.save();
    await Promise.all([
      group.restore(1),
      orMoved(group.save()),
      group.restore(1),
      orMoved(group.save()),
    ]);
    await group.check();
  });

  it('should undo everything when the caller’s transaction fails', async () => {
    const group = await Group.in(database);
    await group.save();
    const failing = database.inTransaction(async () => {
      await group.save({ receipt: 'r' });
      throw new Crash();
    });
    await expect(failing).rejects.toThrow(Crash);
    expect(await group.archive.findByReceipt(group.groupId, 'r')).toBeUndefined();
    expect(await group.archive.findHead(group.groupId)).toMatchObject({ number: 1 });
    expect(await group.archive.list(group.groupId)).toHaveLength(1);
  });

  it('should list the same versions in pages as in one piece', async () => {
    const group = await Group.in(database);
    for (let n = 0; n < 7; n++) await group.save();
    const other = await Group.in(database);
    await other.save();
    const all = (await group.archive.list(group.groupId)).map(({ number }) => number);
    const paged: number[] = [];
    for (let after: number | undefined; ; after = paged.at(-1)) {
      const page = await group.archive.list(group.groupId, { after, limit: 3 });
      if (page.length === 0) break;
      paged.push(...page.map(({ number }) => number));
    }
    expect(paged).toEqual(all);
    const [newest] = await group.archive.list(group.groupId);
    expect(await group.archive.withShards(newest!)).toEqual(newest);
  });

  it('should tell the heads of many groups at once', async () => {
    const [first, second, empty] = await Promise.all([
      Group.in(database),
      Group.in(database),
      Group.in(database),
    ]);
    await first.save();
    await first.save();
    await second.save();
    const heads = await first.archive.headsOf([first.groupId, second.groupId, empty.groupId]);
    expect(heads.get(first.groupId)?.number).toBe(2);
    expect(heads.get(second.groupId)?.number).toBe(1);
    expect(heads.has(empty.groupId)).toBe(false);
  });

  it('should say that a version is missing', async () => {
    const group = await Group.in(database);
    await expect(group.archive.getVersion(group.groupId, 7)).rejects.toMatchObject({
      code: 'version-archive/no-such-version',
      kind: 'not-found',
    });
  });
});
