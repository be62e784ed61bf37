import { expect, it } from '@jest/globals';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { KyselyKeyringIndex } from '../../src/storage/keyring-index.kysely.js';
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
  const open = async () => new KyselyKeyringIndex(await under.open(), new FixedClock());

  it('should keep the first of two racing keyrings and find the newest sealing', async () => {
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

  it('should note which files have to go once a newer sealing is there', async () => {
    const index = await open();
    await index.add({ ...first, missingOn: [] });
    await index.add({ ...first, epoch: 2, sealed: 'second epoch', missingOn: [] });
    expect(await index.unsettled(10)).toEqual([]);
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
    expect(await index.unsettled(10)).toEqual(['doc-1']);
    await index.forgetWithdrawn({ ...old, provider: 'a' });
    expect(await index.withdrawn('doc-1')).toEqual([{ ...old, provider: 'b' }]);
    await index.forgetWithdrawn({ ...old, provider: 'b' });
    expect(await index.unsettled(10)).toEqual([]);
  });

  it('should find documents whose copies are not everywhere', async () => {
    const index = await open();
    await index.add(first);
    await index.add({ ...first, documentId: 'doc-2', missingOn: [] });
    expect(await index.unsettled(10)).toEqual(['doc-1']);
  });
});
