import { dayOf } from '../language/formatting.js';
import type { QuarantineReason } from '../parts/notices.js';
import type { PersonView } from '../parts/people.js';
import type { ShardMark } from '../parts/shard-glyph.js';

export interface VersionRow {
  readonly number: number;
  readonly state: 'current' | 'archived' | 'quarantined';
  readonly origin: 'upload' | 'save' | 'force-save' | 'restore' | 'recovered' | 'office-connector';
  /** Of a forced save. */
  readonly askedBy: 'person' | 'autosave' | 'command' | null;
  /** Null for versions that are not in quarantine, and for some old ones that are. */
  readonly reason: QuarantineReason | null;
  /** The format of the version before, which a save could not be kept in. */
  readonly notKeptAs: string | undefined;
  readonly author: PersonView;
  /** Everybody who changed the content. */
  readonly authors: readonly PersonView[];
  readonly size: number;
  readonly fileType: string;
  /** It can be downloaded in other formats. */
  readonly hasExports: boolean;
  /** The editor can show what was changed in it. */
  readonly hasChanges: boolean;
  /** The version that its changes were made to. */
  readonly beganWith: number | null;
  readonly createdAtMs: number;
  readonly editingSessionId: string | null;
  readonly marks: readonly ShardMark[];
  readonly required: number;
}

/** Consecutive versions of one editing session, newest first. Other versions are a group of their own. */
export interface SessionGroup {
  readonly newest: VersionRow;
  readonly earlier: readonly VersionRow[];
}

export interface DayGroup {
  readonly day: string;
  readonly atMs: number;
  readonly sessions: readonly SessionGroup[];
}

/** Groups versions by day and within a day by editing session. Expects and returns the newest first. */
export function groupVersions(
  versions: readonly VersionRow[],
  timeZone: string,
): readonly DayGroup[] {
  const byDay = Map.groupBy(versions, (version) => dayOf(version.createdAtMs, timeZone));
  return [...byDay].map(([day, ofDay]) => ({
    day,
    atMs: ofDay[0]?.createdAtMs ?? 0,
    sessions: groupSessions(ofDay),
  }));
}

function groupSessions(versions: readonly VersionRow[]): readonly SessionGroup[] {
  const groups: { newest: VersionRow; earlier: VersionRow[] }[] = [];
  for (const version of versions) {
    const last = groups.at(-1);
    if (last !== undefined && isSameSession(last.newest, version)) last.earlier.push(version);
    else groups.push({ newest: version, earlier: [] });
  }
  return groups;
}

// A version in quarantine has to be noticed, so it is never folded into the earlier saves of a session.
const isSameSession = (newer: VersionRow, older: VersionRow): boolean =>
  older.editingSessionId !== null &&
  older.editingSessionId === newer.editingSessionId &&
  older.state !== 'quarantined' &&
  newer.state !== 'quarantined';
