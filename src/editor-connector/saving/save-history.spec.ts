import { describe, expect, it } from '@jest/globals';
import { reportedChanges } from '../../version-archive/index.js';
import type { CallbackReport } from './callback.js';
import { askerOf, changesOf } from './save-history.js';

const PEOPLE = ['alice', 'bob', 'carol'].map((id) => ({ id, name: `${id} of the office` }));
const runs = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    created: `2026-11-22 03:${String(n % 60).padStart(2, '0')}:32`,
    documentSha256: 'f'.repeat(64),
    user: PEOPLE[n % PEOPLE.length],
  }));
const report = (changes: readonly unknown[]): CallbackReport => ({
  ...{ key: 'key', status: 6, iat: 1_800_000_000 },
  history: { serverVersion: '9.3.0', changes },
});
const stored = (changes: readonly unknown[]): string => changesOf(report(changes)) ?? '';

describe('the history of the changes in a save', () => {
  it.each([1, 500, 501, 4000])('should be read back whole with %d runs', (count) => {
    const changes = runs(count);
    expect(reportedChanges({ changes: stored(changes) })).toEqual(changes);
  });

  it('should take little more room when it is long', () => {
    expect(stored(runs(500)).length).toBeLessThan(100_000);
    expect(stored(runs(4000)).length).toBeLessThan(120_000);
  });

  it('should be no list of runs once it had to be thinned', () => {
    const text = stored(runs(4001));
    expect(JSON.parse(text)).toMatchObject({ serverVersion: '9.3.0', of: 4001 });
    expect(reportedChanges({ changes: text })).toBeUndefined();
  });

  it('should be thinned as well when it is of several contents', () => {
    const changes = runs(600).map((run, n) => ({ ...run, documentSha256: String(n) }));
    expect(JSON.parse(stored(changes))).toMatchObject({ of: 600 });
  });
});

describe('who asked for a save', () => {
  it.each([
    [{ status: 6, forcesavetype: 1 }, 'person'],
    [{ status: 6, forcesavetype: 0 }, 'command'],
    [{ status: 6, forcesavetype: 0, userdata: 'kontor-autosave' }, 'autosave'],
    [{ status: 6, forcesavetype: 2 }, 'autosave'],
    [{ status: 7, forcesavetype: 1 }, 'person'],
    [{ status: 2 }, null],
  ] as const)('should be said of %j: %s', (fields, asker) => {
    expect(askerOf(fields)).toBe(asker);
  });
});
