import { expect, it } from '@jest/globals';
import { FixedClock } from '../fakes/fixed-clock.js';
import { KyselyKeyringIndex } from '../../src/storage/keyrings/keyring-index.kysely.js';
import { describeOnBothEngines } from '../engines.js';

const first = {
  documentId: 'doc-1',
  epoch: 1,
  revision: 1,
  recipient: 'age1x',
  sealed: 'one',
  members: ['age1server', 'age1alice'],
  missingOn: ['a'],
};

describeOnBothEngines('keyring index', (under) => {
  const clock = new FixedClock();
  const open = async () => new KyselyKeyringIndex(await under.open(), clock);
  const waiting = async (index: KyselyKeyringIndex) =>
    (await index.unsettled(10)).map(({ documentId }) => documentId);

  it('should keep the first of two racing keyrings and find the newest revision', async () => {
    const index = await open();
    expect(await index.hasAny()).toBe(false);
    expect(await index.add(first)).toBe(true);
    expect(await index.add({ ...first, sealed: 'loser' })).toBe(false);
    await index.setMissingOn(first, []);
    expect(await index.find('doc-1')).toEqual({ ...first, missingOn: [] });
    await index.add({ ...first, revision: 2, sealed: 'two' });
    await index.add({ ...first, epoch: 2, sealed: 'three' });
    expect((await index.find('doc-1'))?.sealed).toBe('three');
    expect((await index.find('doc-1', 1))?.sealed).toBe('two');
    expect((await index.list('doc-1')).map(({ sealed }) => sealed)).toEqual(['two', 'three']);
    expect(await index.find('doc-2')).toBeUndefined();
    expect(await index.list('doc-2')).toEqual([]);
    expect(await index.hasAny()).toBe(true);
  });

  it('should record which files to remove once a newer revision exists', async () => {
    const index = await open();
    await index.add({ ...first, missingOn: [] });
    await index.add({ ...first, epoch: 2, sealed: 'second epoch', missingOn: [] });
    expect(await waiting(index)).toEqual([]);
    await index.add({ ...first, revision: 2, sealed: 'anew', missingOn: [] });
    await index.withdrawOld('doc-1', ['a', 'b']);
    const old = { documentId: 'doc-1', epoch: 1, revision: 1 };
    expect(await index.withdrawn('doc-1')).toEqual(
      expect.arrayContaining([
        { ...old, provider: 'a' },
        { ...old, provider: 'b' },
      ]),
    );
    expect((await index.list('doc-1')).map(({ sealed }) => sealed)).toEqual([
      'anew',
      'second epoch',
    ]);
    expect(await waiting(index)).toEqual(['doc-1']);
    await index.forgetWithdrawn({ ...old, provider: 'a' });
    expect(await index.withdrawn('doc-1')).toEqual([{ ...old, provider: 'b' }]);
    await index.forgetWithdrawn({ ...old, provider: 'b' });
    expect(await waiting(index)).toEqual([]);
  });

  it('should return the members of the newest revision of an epoch', async () => {
    const index = await open();
    expect(await index.newest('doc-1', 1)).toBeUndefined();
    await index.add(first);
    await index.add({ ...first, epoch: 2, members: [] });
    await index.add({ ...first, documentId: 'doc-2' });
    expect(await index.newest('doc-1', 1)).toEqual({ revision: 1, members: first.members });
    expect(await index.newest('doc-1', 2)).toEqual({ revision: 1, members: [] });
    await index.add({ ...first, revision: 2, members: ['age1alice'] });
    expect(await index.newest('doc-1', 1)).toEqual({ revision: 2, members: ['age1alice'] });
    const revisions = await index.revisionsOf(['doc-1', 'doc-2', 'doc-3']);
    expect(revisions).toHaveLength(3);
    expect(revisions).toEqual(
      expect.arrayContaining([
        { documentId: 'doc-1', epoch: 1, revision: 2 },
        { documentId: 'doc-1', epoch: 2, revision: 1 },
        { documentId: 'doc-2', epoch: 1, revision: 1 },
      ]),
    );
  });

  it('should name who waits longest first, and go on after one', async () => {
    const index = await open();
    const at = (documentId: string, sinceMs: number) => ({ documentId, sinceMs });
    const start = clock.nowMs();
    for (const documentId of ['doc-9', 'doc-5']) await index.add({ ...first, documentId });
    clock.advance(1);
    await index.add({ ...first, documentId: 'doc-3', missingOn: [] });
    await index.add({ ...first, documentId: 'doc-3', revision: 2, missingOn: [] });
    await index.withdrawOld('doc-3', ['a', 'b']);
    await index.add({ ...first, documentId: 'doc-5', epoch: 2 });
    clock.advance(1);
    await index.add({ ...first, documentId: 'doc-1' });
    const all = [
      ...[at('doc-5', start), at('doc-9', start)],
      ...[at('doc-3', start + 1), at('doc-5', start + 1), at('doc-1', start + 2)],
    ];
    expect(await index.unsettled(10)).toEqual(all);
    for (let last = 0; last <= all.length; last++) {
      const after = all[last - 1];
      expect(await index.unsettled(2, after)).toEqual(all.slice(last, last + 2));
    }
  });

  it('should find documents whose copies are not everywhere', async () => {
    const index = await open();
    await index.add(first);
    await index.add({ ...first, documentId: 'doc-2', missingOn: [] });
    expect(await waiting(index)).toEqual(['doc-1']);
  });
});
