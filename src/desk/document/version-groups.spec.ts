import { describe, expect, it } from '@jest/globals';
import { groupVersions, type VersionRow } from './version-groups.js';

const row = (number: number, at: string, over: Partial<VersionRow> = {}): VersionRow => ({
  number,
  state: 'archived',
  origin: 'save',
  askedBy: null,
  reason: null,
  author: { username: 'alice', displayName: 'Alice' },
  authors: [],
  size: 1,
  createdAtMs: Date.parse(at),
  editingSessionId: null,
  fileType: 'docx',
  notKeptAs: undefined,
  hasExports: true,
  hasChanges: true,
  beganWith: null,
  marks: [],
  required: 4,
  ...over,
});

const shape = (versions: VersionRow[], timeZone = 'UTC') =>
  groupVersions(versions, timeZone).map(({ day, sessions }) => [
    day,
    sessions.map(({ newest, earlier }) => [newest.number, ...earlier.map((each) => each.number)]),
  ]);

describe('groupVersions', () => {
  it('should put saves of one editing session behind its newest', () => {
    const versions = [
      row(4, '2026-11-22T10:30:00Z', { editingSessionId: 's1' }),
      row(3, '2026-11-22T10:20:00Z', { editingSessionId: 's1' }),
      row(2, '2026-11-22T10:10:00Z', { editingSessionId: 's1' }),
      row(1, '2026-11-21T09:00:00Z'),
    ];
    expect(shape(versions)).toEqual([
      ['2026-11-22', [[4, 3, 2]]],
      ['2026-11-21', [[1]]],
    ]);
  });

  it('should keep versions without a session apart', () => {
    const versions = [row(2, '2026-11-22T10:10:00Z'), row(1, '2026-11-22T10:00:00Z')];
    expect(shape(versions)).toEqual([['2026-11-22', [[2], [1]]]]);
  });

  it('should never hide a version in quarantine', () => {
    const session = { editingSessionId: 's1' };
    const versions = [
      row(3, '2026-11-22T10:20:00Z', session),
      row(2, '2026-11-22T10:10:00Z', { ...session, state: 'quarantined' }),
      row(1, '2026-11-22T10:00:00Z', session),
    ];
    expect(shape(versions)).toEqual([['2026-11-22', [[3], [2], [1]]]]);
  });

  it("should tell days apart in the person's own time zone", () => {
    const versions = [row(2, '2026-11-21T23:30:00Z'), row(1, '2026-11-21T22:30:00Z')];
    expect(shape(versions)).toEqual([['2026-11-21', [[2], [1]]]]);
    expect(shape(versions, 'Europe/Zurich')).toEqual([
      ['2026-11-22', [[2]]],
      ['2026-11-21', [[1]]],
    ]);
  });
});
