import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { removableSteps } from './version-thinning.js';
import { soleAuthor, type Version, type VersionOrigin, type VersionState } from './version.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RULES = { allHours: 24, hourlyDays: 7 };
const NOON_MS = Date.UTC(2026, 10, 2, 12);

interface Plan {
  readonly number: number;
  readonly atMs: number;
  readonly key?: string;
  readonly origin?: VersionOrigin;
  readonly state?: VersionState;
  readonly comment?: string;
}

const versionOf = ({ number, atMs, key = 'k', ...rest }: Plan): Version => ({
  ...{ id: `v${number}`, groupId: 'g', documentId: 'd', number, position: number },
  ...{ author: 'alice', authors: [soleAuthor('alice', atMs)], size: 1, fileType: 'txt' },
  ...{
    createdAtMs: atMs,
    editingSessionId: null,
    comment: null,
    changes: null,
    serverVersion: null,
    askedBy: null,
    beganWith: null,
    reason: null,
  },
  ...{ origin: 'force-save' as const, state: 'archived' as const, ...rest },
  save: key === '' ? null : { documentKey: key, madeAtMs: atMs, reportedAtS: atMs / 1000 },
});

const every = (minutes: number, count: number): Version[] =>
  Array.from({ length: count }, (_, i) =>
    versionOf({ number: i + 1, atMs: NOON_MS + i * minutes * MINUTE_MS }),
  );
const gone = (versions: readonly Version[], ageMs: number, held: number[] = []): number[] =>
  removableSteps(versions, RULES, { nowMs: NOON_MS + ageMs, held: new Set(held) }).map(
    ({ version }) => version.number,
  );

describe('the thinning of steps', () => {
  // 12:00, 12:20, 12:40, 13:00 … 13:40, 14:00.
  const session = every(20, 7);

  it('should keep all for a day, then the last of each hour, then the last of the session', () => {
    expect(gone(session, DAY_MS - 1)).toEqual([]);
    expect(gone(session, DAY_MS + 3 * HOUR_MS)).toEqual([1, 2, 4, 5]);
    expect(gone(session, 8 * DAY_MS)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('should keep nothing but the last save, also where that is no step', () => {
    const final = versionOf({ number: 8, atMs: NOON_MS + 141 * MINUTE_MS, origin: 'save' });
    expect(gone([...session, final], 8 * DAY_MS)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('should keep what is named, restored from, held, current, set apart, or no save', () => {
    const versions = [
      ...session.slice(0, 2),
      versionOf({ number: 3, atMs: NOON_MS + 1, comment: 'for the board' }),
      versionOf({ number: 4, atMs: NOON_MS + 2, state: 'quarantined' }),
      versionOf({ number: 5, atMs: NOON_MS + 3, key: '' }),
      versionOf({ number: 6, atMs: NOON_MS + 4, origin: 'restore', key: '', comment: '1' }),
      versionOf({ number: 7, atMs: NOON_MS + 5, origin: 'recovered' }),
      versionOf({ number: 8, atMs: NOON_MS + 6 }),
      versionOf({ number: 9, atMs: NOON_MS + HOUR_MS, state: 'current' }),
    ];
    expect(gone(versions, 100 * DAY_MS)).toEqual([8, 2]);
    expect(gone(versions, 100 * DAY_MS, [2])).toEqual([8]);
  });

  it('should judge each session by itself', () => {
    const other = versionOf({ number: 8, atMs: NOON_MS + DAY_MS, key: 'other' });
    expect(gone([...session, other], 8 * DAY_MS)).not.toContain(7);
  });

  it('should say which later save contains what goes', () => {
    const removed = removableSteps(session, RULES, {
      nowMs: NOON_MS + 8 * DAY_MS,
      held: new Set(),
    });
    expect(removed.map(({ containedIn }) => containedIn.number)).toEqual(Array(6).fill(7));
  });

  it('should keep the same in the end, however often it came by', () => {
    const minutes = fc.array(fc.nat(20 * 24 * 60), { minLength: 1, maxLength: 60 });
    const looks = fc.array(fc.nat(30 * 24), { maxLength: 6 });
    fc.assert(
      fc.property(minutes, looks, (made, hours) => {
        const all = made
          .toSorted((a, b) => a - b)
          .map((at, i) => versionOf({ number: i + 1, atMs: NOON_MS + at * MINUTE_MS }));
        const thin = (versions: readonly Version[], atMs: number): readonly Version[] => {
          const past = versions.filter(({ createdAtMs }) => createdAtMs <= atMs);
          const moment = { nowMs: atMs, held: new Set<number>() };
          const removed = new Set(removableSteps(past, RULES, moment).map((each) => each.version));
          return versions.filter((version) => !removed.has(version));
        };
        const endMs = NOON_MS + 40 * DAY_MS;
        const often = hours
          .toSorted((a, b) => a - b)
          .reduce<readonly Version[]>((left, hour) => thin(left, NOON_MS + hour * HOUR_MS), all);
        expect(thin(often, endMs)).toEqual(thin(all, endMs));
      }),
    );
  });
});
