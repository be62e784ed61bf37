import { beforeAll, expect, it } from '@jest/globals';
import { FixedClock } from '../fakes/fixed-clock.js';
import { KyselyDocumentKeys } from '../../src/editor-connector/document-server/document-keys.kysely.js';
import type { Version } from '../../src/version-archive/index.js';
import { describeOnBothEngines } from '../engines.js';

const version = (documentId: string, number: number) => ({ documentId, number }) as Version;

describeOnBothEngines('document keys', (under) => {
  let keys: KyselyDocumentKeys;

  beforeAll(async () => {
    keys = new KyselyDocumentKeys(await under.open(), new FixedClock());
  });

  it('should let one of many keys that are offered at once win', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `many-${n}`);
    await Promise.all(names.map((name) => keys.offer(name, version('many', 1), 'edit')));
    const live = await keys.listLive('many');
    expect(live).toHaveLength(1);
    expect(await keys.findLive('many')).toEqual(live[0]);
  });

  it('should hold one view key for each version beside the one for editing', async () => {
    await keys.offer('e', version('views', 3), 'edit');
    await keys.offer('v1', version('views', 1), 'view');
    await keys.offer('v2', version('views', 2), 'view');
    await keys.offer('v2 again', version('views', 2), 'view');
    expect((await keys.listLive('views')).map(({ documentKey }) => documentKey).toSorted()).toEqual(
      ['e', 'v1', 'v2'],
    );
    expect((await keys.findView(version('views', 2)))?.documentKey).toBe('v2');
  });

  it('should hold one key for each person who fills in a form, and none of theirs for editing', async () => {
    const form = version('form', 1);
    await Promise.all(['b1', 'b2', 'b3'].map((name) => keys.offer(name, form, 'fill', 'bob')));
    await keys.offer('c1', form, 'fill', 'carol');
    const bobs = await keys.findFill('form', 'bob');
    expect(bobs).toMatchObject({ purpose: 'fill', accountId: 'bob', openedVersion: 1 });
    expect(await keys.findFill('form', 'carol')).toMatchObject({ documentKey: 'c1' });
    expect(await keys.listLive('form')).toHaveLength(2);
    expect(await keys.findLive('form')).toBeUndefined();
    await keys.close('c1');
    expect(await keys.findFill('form', 'carol')).toBeUndefined();
  });

  it('should find those it knows among very many', async () => {
    await keys.offer('needle', version('haystack', 1), 'edit');
    const hay = Array.from({ length: 1200 }, (_, n) => `hay-${n}`);
    expect(await keys.findAll([...hay, 'needle'])).toMatchObject([{ documentKey: 'needle' }]);
    expect(await keys.findAll([])).toEqual([]);
  });

  it('should make room for another key once one is closed, and remember it', async () => {
    await keys.offer('first', version('turn', 1), 'edit');
    await keys.save({ documentKey: 'first', lastVersion: 2, isStored: true, isLive: true });
    expect(await keys.findLive('turn')).toMatchObject({
      lastVersion: 2,
      isStored: true,
      isLive: true,
    });
    await keys.close('first');
    expect(await keys.findLive('turn')).toBeUndefined();
    await keys.offer('second', version('turn', 2), 'edit');
    expect(await keys.find('first')).toMatchObject({
      openedVersion: 1,
      lastVersion: 2,
      isLive: false,
    });
    expect((await keys.findLive('turn'))?.documentKey).toBe('second');
  });

  it('should recognise an outdated report', async () => {
    await keys.offer('reported', version('reports', 1), 'edit');
    const reported = (atSeconds: number, hasEditors = false) =>
      keys.beginReport('reported', { atSeconds, hasEditors });
    expect(await reported(1_800_000_000)).toMatchObject({ hadEditors: false });
    expect(await reported(1_800_000_000, true)).toMatchObject({ hadEditors: false });
    expect(await reported(1_800_000_001)).toMatchObject({ hadEditors: true });
    expect(await reported(1_799_999_999)).toBeUndefined();
    expect(await keys.beginReport('nobody', { atSeconds: 1, hasEditors: true })).toBeUndefined();
  });
});
