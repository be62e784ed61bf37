import { describe, expect, it } from '@jest/globals';
import { HealthChecks, isReady } from './health-checks.js';

const fine = { name: 'fine', required: true, run: () => Promise.resolve('all well') };
const broken = { name: 'broken', required: true, run: () => Promise.reject(new Error('gone')) };
const hanging = {
  name: 'hanging',
  required: false,
  run: () => new Promise<void>(() => undefined),
};

const resultsOf = (...checks: Parameters<HealthChecks['register']>[0][]) => {
  const health = new HealthChecks(10);
  for (const check of checks) health.register(check);
  return health.runAll();
};

describe('HealthChecks', () => {
  it('should say what each check found', async () => {
    expect(await resultsOf(fine, broken)).toEqual([
      { name: 'fine', required: true, ok: true, detail: 'all well' },
      { name: 'broken', required: true, ok: false, detail: 'gone' },
    ]);
  });

  it('should give up on a check that does not answer', async () => {
    expect(await resultsOf(hanging)).toMatchObject([
      { ok: false, detail: 'no answer within 10 ms' },
    ]);
  });

  it('should be ready without the things that are not required', async () => {
    expect(isReady(await resultsOf(fine, hanging))).toBe(true);
    expect(isReady(await resultsOf(fine, broken))).toBe(false);
  });

  it('should count a check that throws at once as failed', async () => {
    const throwing = {
      name: 'throwing',
      required: true,
      run: () => {
        throw new Error('at once');
      },
    };
    expect(await resultsOf(throwing)).toMatchObject([{ ok: false, detail: 'at once' }]);
  });
});
