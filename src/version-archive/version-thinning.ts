import { compareSaves, type SaveMoment, type Version } from './version.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export interface ThinningRules {
  readonly allHours: number;
  readonly hourlyDays: number;
}

export interface ThinningMoment {
  readonly nowMs: number;
  /** Numbers of versions that something outside of the archive refers to. */
  readonly held: ReadonlySet<number>;
}

export interface RemovableStep {
  readonly version: Version;
  /** A later save of the same session that stays and contains what this one does. */
  readonly containedIn: Version;
}

type Save = Version & { readonly save: SaveMoment };

/**
 * Which steps of editing sessions go. A step is an archived force-save; a session is what was saved under one document
 * key. All steps stay for `allHours`; then the last save of each clock hour stays until it is `hourlyDays` old; then
 * the session's last save. The current version, and one that has a comment, was restored from, or is held, always
 * stay, as does everything that is no force-save. What goes today would go tomorrow too: the order of passes does not
 * matter.
 */
export function removableSteps(
  versions: readonly Version[],
  rules: ThinningRules,
  { nowMs, held }: ThinningMoment,
): readonly RemovableStep[] {
  const restoredFrom = new Set(
    versions.filter(({ origin }) => origin === 'restore').map(({ comment }) => Number(comment)),
  );
  const saves = versions.filter(
    (version): version is Save => version.save !== null && version.state !== 'quarantined',
  );
  const sessions = Map.groupBy(saves, ({ save }) => save.documentKey);
  return [...sessions.values()].flatMap((session) => {
    const ordered = session.toSorted(bySave);
    const lastOfHour = new Map(ordered.map((save) => [hourOf(save), save]));
    const mayGo = (version: Save): boolean => {
      if (version.origin !== 'force-save' || version.state !== 'archived') return false;
      if (version === ordered.at(-1) || version.comment !== null) return false;
      if (held.has(version.number) || restoredFrom.has(version.number)) return false;
      const ageMs = nowMs - version.createdAtMs;
      if (ageMs < rules.allHours * HOUR_MS) return false;
      return ageMs >= rules.hourlyDays * DAY_MS || lastOfHour.get(hourOf(version)) !== version;
    };
    const removable: RemovableStep[] = [];
    let containedIn: Save | undefined;
    for (const version of ordered.toReversed()) {
      if (containedIn !== undefined && mayGo(version)) removable.push({ version, containedIn });
      else containedIn = version;
    }
    return removable.toReversed();
  });
}

const hourOf = ({ createdAtMs }: Version): number => Math.floor(createdAtMs / HOUR_MS);

const bySave = (a: Save, b: Save): number =>
  compareSaves({ ...a.save, origin: a.origin }, { ...b.save, origin: b.origin }) ||
  a.number - b.number;
