import type { VersionGroupRepository } from './version-group.repository.js';
import type { VersionPart, VersionParts } from './version-parts.js';
import type { Version } from './version.js';

/** A run of changes by one person, in the form in which the Document Server reported it. */
export interface ReportedChange {
  /** `2026-11-22 03:58:32`, in UTC. */
  readonly created: string;
  readonly user: { readonly id: string; readonly name: string };
  /** Of the content that the editing began with. */
  readonly documentSha256?: string;
}

/** How a version came to be from the one that its editing began with. */
export interface Differences {
  readonly base: Version;
  /** The Document Server's archive of all changes since the base. */
  readonly archive: VersionPart;
}

/**
 * Whose differences an editor can show: the Document Server said who changed what, and its version; its archive is
 * stored, and the version that the editing began with is still there.
 */
export class VersionDifferences {
  constructor(
    private readonly groups: VersionGroupRepository,
    private readonly parts: VersionParts,
  ) {}

  /** The ids of those of one group's versions that have differences to show. */
  async shownAmong(versions: readonly Version[]): Promise<ReadonlySet<string>> {
    const reported = versions.filter(isReported);
    const [first] = reported;
    if (first === undefined) return new Set();
    const [parts, bases] = await Promise.all([
      this.parts.findAll(reported.map(({ id }) => id)),
      this.groups.existingOf(first.groupId, [
        ...new Set(reported.map(({ beganWith }) => beganWith)),
      ]),
    ]);
    const shown = reported.filter(
      ({ id, beganWith }) =>
        bases.has(beganWith) && parts.get(id)?.some(({ kind }) => kind === 'changes') === true,
    );
    return new Set(shown.map(({ id }) => id));
  }

  /** Undefined for a version without differences to show. */
  async find(version: Version): Promise<Differences | undefined> {
    if (!isReported(version)) return undefined;
    const [base, archive] = await Promise.all([
      this.groups.findVersion(version.groupId, version.beganWith),
      this.parts.find(version.id, 'changes'),
    ]);
    return base && archive && { base, archive };
  }
}

const isReported = (version: Version): version is Version & { readonly beganWith: number } =>
  version.beganWith !== null &&
  version.serverVersion !== null &&
  reportedChanges(version) !== undefined;

interface StoredChanges {
  readonly changes?: unknown;
  /** Instead of `changes`: each run's time and who made it, by their place in `users`. */
  readonly runs?: readonly (readonly [created: string, user: number])[];
  readonly users?: readonly ReportedChange['user'][];
  readonly documentSha256?: string;
  /** Set when fewer entries are stored than were reported. */
  readonly of?: number;
}

/**
 * Everybody's runs of changes, the oldest first. The editor finds a run in the archive by its place in this list, so
 * an incomplete list counts as no list.
 */
export function reportedChanges({
  changes,
}: Pick<Version, 'changes'>): readonly ReportedChange[] | undefined {
  if (changes === null) return undefined;
  const stored = JSON.parse(changes) as StoredChanges;
  if (stored.runs !== undefined) return longChanges(stored);
  if (stored.of !== undefined || !Array.isArray(stored.changes)) return undefined;
  const runs = (stored.changes as unknown[]).map(changeOf);
  return runs.length === 0 ? undefined : runs;
}

/** More people than this make a history of more than two names for each of its runs; it is then not shortened. */
const MAX_USERS = 1000;

/**
 * A long history in few bytes, for `reportedChanges`: the same people made all of it, in the same content. Undefined
 * for one that is not as the Document Server writes it.
 */
export function shortChanges(
  changes: readonly unknown[],
): (Required<Pick<StoredChanges, 'runs' | 'users'>> & StoredChanges) | undefined {
  const all = changes.map(changeOf);
  const places = new Map<string, number>();
  const users: ReportedChange['user'][] = [];
  const runs = all.map(({ created, user }) => {
    const name = JSON.stringify([user.id, user.name]);
    const place = places.get(name) ?? users.push(user) - 1;
    places.set(name, place);
    return [created, place] as const;
  });
  const [{ documentSha256 } = {}] = all;
  const isOfOne = all.every((one) => one.documentSha256 === documentSha256);
  if (!isOfOne || users.length > MAX_USERS) return undefined;
  return { users, runs, ...(documentSha256 !== undefined && { documentSha256 }) };
}

function longChanges({
  runs = [],
  users = [],
  documentSha256,
}: StoredChanges): readonly ReportedChange[] {
  return runs.map(([created, place]) => ({
    created,
    user: users[place] ?? { id: '', name: '' },
    ...(documentSha256 !== undefined && { documentSha256 }),
  }));
}

function changeOf(entry: unknown): ReportedChange {
  const { created, user, documentSha256 } = recordOf(entry);
  const { id, name } = recordOf(user);
  return {
    created: textOf(created),
    user: { id: textOf(id), name: textOf(name) },
    ...(typeof documentSha256 === 'string' && { documentSha256 }),
  };
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
