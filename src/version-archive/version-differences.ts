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
  if (stored.of !== undefined || !Array.isArray(stored.changes)) return undefined;
  const runs = (stored.changes as unknown[]).map(changeOf);
  return runs.length === 0 ? undefined : runs;
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
