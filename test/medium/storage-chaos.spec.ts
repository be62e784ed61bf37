import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Chaos } from '../chaos.js';
import { StorageFixture } from './storage-fixture.js';
import { MaintenanceFixture } from './maintenance-fixture.js';

const LONG_MS = 60 * 60_000;
/** `npm run chaos` does the large one, and keeps its figures. */
const full = process.env['KONTOR_CHAOS'];
const size =
  full === undefined ? { documents: 40, faults: 400 } : { documents: 500, faults: 10_000 };
const seed = Number(process.env['KONTOR_CHAOS_SEED'] ?? 20_261_128);

describe('chaos', () => {
  let fixture: StorageFixture;
  beforeAll(async () => {
    fixture = await StorageFixture.open();
  });
  afterAll(() => fixture.close(), LONG_MS);

  it(
    `should find and repair ${size.faults} faults over ${size.documents} documents`,
    async () => {
      const startedAt = performance.now();
      const maintenance = new MaintenanceFixture(fixture);
      await maintenance.service.refresh();
      const chaos = new Chaos(fixture, maintenance, seed);
      await chaos.save(size.documents);
      const figures = await chaos.run(size.faults);
      if (full !== undefined) report(figures, performance.now() - startedAt);
      expect(figures.injected).toBeGreaterThanOrEqual(size.faults);
      expect(Math.min(...Object.values(figures.faults))).toBeGreaterThan(size.faults / 20);
      expect(figures.detected).toBe(figures.injected);
      expect(figures).toMatchObject({ falseAlarms: 0, falseRepairs: 0, notRepaired: 0 });
      expect(figures.beyond.silent).toBe(0);
      expect(figures.beyond.reported).toBeGreaterThan(0);
      const { planted, reportedAsStrays, collected } = figures.plantedVersions;
      expect([reportedAsStrays, collected]).toEqual([planted, planted]);
      expect(figures.readable).toBe(2 * size.documents);
    },
    LONG_MS,
  );
});

function report(figures: object, tookMs: number): void {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
  };
  const results = { seed, ...size, seconds: Math.round(tookMs / 1000), machine, ...figures };
  const text = `${JSON.stringify(results, null, 2)}\n`;
  writeFileSync(join(import.meta.dirname, '../../bench/chaos-results.json'), text);
  process.stdout.write(text);
}
