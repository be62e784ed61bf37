import { expect, it } from '@jest/globals';
import { KyselyCacheTimeoutSetting } from '../../src/oneoffixx/cache-timeout.kysely.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { describeOnBothEngines } from '../engines.js';

describeOnBothEngines('the cache timeout', ({ open }) => {
  it('should begin with 30 days, and be seen by every instance once changed', async () => {
    const database = await open();
    const clock = new FixedClock();
    const here = new KyselyCacheTimeoutSetting(database, clock);
    const there = new KyselyCacheTimeoutSetting(database, clock);
    expect(await there.current()).toEqual({ seconds: 2_592_000, revision: 0 });
    const changed = await here.change(60);
    expect(await there.current()).toEqual(changed);
    expect(changed.seconds).toBe(60);
  });

  it('should number each change anew, also within one millisecond and at the same time', async () => {
    const setting = new KyselyCacheTimeoutSetting(await open(), new FixedClock());
    const changes = [];
    for (const seconds of [60, 0, 60]) changes.push(await setting.change(seconds));
    changes.push(...(await Promise.all([10, 20, 30].map((seconds) => setting.change(seconds)))));
    expect(new Set(changes.map(({ revision }) => revision)).size).toBe(6);
    expect((await setting.current()).revision).toBe(
      Math.max(...changes.map(({ revision }) => revision)),
    );
  });
});
