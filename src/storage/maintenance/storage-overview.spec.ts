import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrphanRegister } from './orphan-collection.js';
import type { StorageFigures } from './storage-figures.js';
import { FiguresCache } from './storage-overview.js';

describe('FiguresCache', () => {
  let elapsedMs: number;
  let counted: number;
  /** How long each count takes. */
  let takesMs: number;
  let release: (() => void) | undefined;
  let cache: FiguresCache;

  beforeEach(() => {
    [elapsedMs, counted, takesMs, release] = [0, 0, 0, undefined];
    const totals = async () => {
      counted++;
      if (release !== undefined) await new Promise<void>((resolve) => (release = resolve));
      elapsedMs += takesMs;
      return { objects: counted, queued: 0, underRepair: 0, atRisk: 0, unrecoverable: 0 };
    };
    const figures = {
      totals,
      providers: async () => [],
      atRisk: async () => [],
      scrubbedSince: async () => ({ done: 0, total: 0 }),
    } as unknown as StorageFigures;
    const orphans = { counts: async () => new Map() } as unknown as OrphanRegister;
    const clock = { nowMs: () => 1_000_000 + elapsedMs };
    cache = new FiguresCache({ figures, orphans, clock, elapsedMs: () => elapsedMs });
  });

  const look = (basis = 'nothing') => cache.look({ basis, sinceMs: 0 });

  it('should count once in five seconds', async () => {
    const first = await look();
    elapsedMs = 4_999;
    expect(await look()).toBe(first);
    elapsedMs = 5_000;
    expect((await look()).totals.objects).toBe(2);
  });

  it('should count once for everybody who looks at the same time', async () => {
    release = () => undefined;
    const looks = [look(), look(), look()];
    release();
    expect(new Set(await Promise.all(looks)).size).toBe(1);
    expect(counted).toBe(1);
  });

  it('should count again when something was requested', async () => {
    await look();
    expect((await look('drain a provider')).totals.objects).toBe(2);
    expect((await look('drain a provider')).totals.objects).toBe(2);
  });

  it('should count less often where counting takes long', async () => {
    takesMs = 2_000;
    await look();
    elapsedMs = 100_000;
    await look();
    expect(counted).toBe(1);
    elapsedMs = 102_001;
    await look();
    expect(counted).toBe(2);
  });
});
