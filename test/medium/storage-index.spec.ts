import { expect, it } from '@jest/globals';
import { FixedClock } from '../fakes/fixed-clock.js';
import { KyselyObjectIndex } from '../../src/storage/object-index.kysely.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { describeOnBothEngines } from '../engines.js';

const stored = (versionId: string): StoredObject => ({
  documentId: 'doc-1',
  versionId,
  size: 5_000_000_000,
  sealedSize: 5_001_220_752,
  required: 2,
  total: 3,
  manifestHash: 'aa',
  ageHeader: 'age-encryption.org/v1\n',
  epoch: 1,
  shards: [
    { index: 0, provider: 'a', state: 'present' },
    { index: 1, provider: 'b', state: 'missing' },
    { index: 2, provider: 'c', state: 'present' },
  ],
});

describeOnBothEngines('object index', (under) => {
  const open = async () => {
    const database = await under.open();
    return { database, index: new KyselyObjectIndex(database, new FixedClock()) };
  };

  it('should give back what was recorded', async () => {
    const { index } = await open();
    await index.addObject(stored('ver-1'));
    expect(await index.findObject({ documentId: 'doc-1', versionId: 'ver-1' })).toEqual(
      stored('ver-1'),
    );
    expect(await index.findObject({ documentId: 'doc-2', versionId: 'ver-1' })).toBeUndefined();
  });

  it('should know where shards stand', async () => {
    const { index } = await open();
    for (const id of ['ver-1', 'ver-2']) await index.addObject(stored(id));
    await index.markMissing('ver-2', 0, 'block');
    const presence = await index.presenceOf(['ver-2', 'ver-1', 'unknown']);
    expect([...presence.keys()].sort()).toEqual(['ver-1', 'ver-2']);
    expect(presence.get('ver-1')).toMatchObject({ present: 2, required: 2, total: 3 });
    expect(presence.get('ver-2')).toMatchObject({
      present: 1,
      states: ['missing', 'missing', 'present'],
    });
    expect(await index.presenceOf([])).toEqual(new Map());
  });

  it('should forget an object with its rolled-back transaction', async () => {
    const { database, index } = await open();
    const failing = database.inTransaction(async () => {
      await index.addObject(stored('ver-1'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await index.presenceOf(['ver-1'])).toEqual(new Map());
  });
});
