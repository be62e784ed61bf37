import { beforeEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { KyselyStoredSettings } from '../../src/administration/stored-settings.kysely.js';
import { CACHE_TIMEOUT, StoredCacheTimeout } from '../../src/oneoffixx/cache-timeout.js';
import { LiveSettings } from '../../src/platform/config/live-settings.js';
import { settingsPart } from '../../src/platform/config/settings.js';
import type { Database } from '../../src/platform/database/database.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { RecordedAudit } from '../fakes/recorded-audit.js';
import { describeOnBothEngines } from '../engines.js';

interface Part {
  readonly days: number;
  readonly name: string;
}
const part = settingsPart<Part>('part', z.object({ days: z.number(), name: z.string() }), {
  days: { name: 'part_days', schema: z.number().int().min(1) },
});

/** What one instance has. */
class Instance {
  readonly live = new LiveSettings();
  readonly audit = new RecordedAudit();
  readonly settings = this.live.over(part, { days: 30, name: 'of the environment' });
  readonly stored: KyselyStoredSettings;

  constructor(database: Database, clock = new FixedClock()) {
    this.stored = new KyselyStoredSettings(database, clock, this.audit, this.live);
  }

  change(value: unknown, name = 'part_days', by: string | null = 'id-of-admin'): Promise<void> {
    return this.stored.change(new Map([[name, value]]), by);
  }
}

describeOnBothEngines('settings that change while the service runs', ({ open }) => {
  let database: Database;
  let here: Instance;
  let there: Instance;

  beforeEach(async () => {
    database = await open();
    here = new Instance(database);
    there = new Instance(database);
  });

  it('should be in effect here at once, and on other instances with their next refresh', async () => {
    expect(here.settings).toEqual({ days: 30, name: 'of the environment' });
    await here.change(7);
    expect(here.settings.days).toBe(7);
    expect(there.settings.days).toBe(30);
    await there.stored.refresh();
    expect(there.settings.days).toBe(7);
  });

  it('should return to the environment when they are reset, and say who did what', async () => {
    await here.change(7);
    await here.change(undefined, 'part_days', null);
    await there.stored.refresh();
    expect([here.settings.days, there.settings.days]).toEqual([30, 30]);
    expect((await there.stored.find('part_days'))?.changedBy).toBeNull();
    expect(here.audit.events.map(({ actor, detail }) => [actor, detail])).toEqual([
      ['id-of-admin', { from: 30, to: 7 }],
      [null, { from: 7, to: 30 }],
    ]);
  });

  it('should not take over what another version of Kontor stored', async () => {
    await here.change(-5);
    expect(here.settings.days).toBe(30);
    await here.change('a week');
    expect(here.settings.days).toBe(30);
  });

  it('should have no entry and no effect when the change cannot be stored', async () => {
    here.audit.record = async () => Promise.reject(new Error('the disk is full'));
    await expect(here.change(7)).rejects.toThrow('the disk is full');
    await here.stored.refresh();
    expect(here.settings.days).toBe(30);
  });

  it('should keep the cache timeout in step on all instances, without any refresh', async () => {
    const timeout = new StoredCacheTimeout(there.stored);
    expect(await timeout.current()).toEqual({ seconds: 2_592_000, revision: 0 });
    await here.change(60, CACHE_TIMEOUT);
    expect(await timeout.current()).toMatchObject({ seconds: 60 });
  });

  it('should number each change anew, also within one millisecond and at the same time', async () => {
    const timeout = new StoredCacheTimeout(there.stored);
    const revisions = new Set<number>();
    for (const seconds of [60, 0, 60, undefined]) {
      await here.change(seconds, CACHE_TIMEOUT);
      revisions.add((await timeout.current()).revision);
    }
    expect(revisions.size).toBe(4);
    const before = Math.max(...revisions);
    await Promise.all([10, 20, 30].map((seconds) => here.change(seconds, CACHE_TIMEOUT)));
    expect((await timeout.current()).revision).toBe(before + 3);
  });
});
