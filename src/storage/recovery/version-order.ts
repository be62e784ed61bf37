/** What the shards of one document say about one of its versions. */
export interface FoundVersion {
  readonly versionId: string;
  readonly manifestHash: string;
  readonly parent: string | null;
  readonly sealedAtMs: number;
  readonly ageHeader: string;
  readonly origin: string;
  /** The number of the version it was made from, as known when it was sealed; 0 for none. */
  readonly madeFrom: number | undefined;
  /** Kept out of the head on purpose, such as a damaged save. */
  readonly isApart: boolean;
  /** Of a save of the editor: what orders it among those of the same document key, whenever it was sealed. */
  readonly save?: FoundSave | undefined;
}

export interface FoundSave {
  readonly documentKey: string;
  readonly madeAtMs: number;
}

/** As a version's description says it. */
export function saveOf(description: Readonly<Record<string, unknown>>): FoundSave | undefined {
  const { document_key: documentKey, made_at: madeAtMs } = description;
  const isSave = typeof documentKey === 'string' && typeof madeAtMs === 'number';
  return isSave ? { documentKey, madeAtMs } : undefined;
}

type State = 'current' | 'archived' | 'quarantined';

export interface OrderedVersion<V extends FoundVersion> {
  readonly version: V;
  readonly number: number;
  readonly state: State;
}

/**
 * The order in which versions were committed, and what each became: the compare-and-set of the head, played
 * again in the order of sealing. A version becomes the head when it was made from the head, is a newer save of the
 * same document key, or restores an earlier one; otherwise it was set apart. When several were made from one head,
 * the one that further versions were made from continues the history.
 */
export function orderVersions<V extends FoundVersion>(found: readonly V[]): OrderedVersion<V>[] {
  const versions = found.map((version) => asSealed(version, found)).sort(bySealing);
  const numbers = numbersOf(versions);
  const states = statesOf(versions, numbers);
  const parentOf = ({ parent }: V) =>
    numbers[versions.findIndex(({ manifestHash }) => manifestHash === parent)];
  return versions
    .map((version, i) => ({
      version: { ...version, madeFrom: version.madeFrom ?? parentOf(version) },
      number: numbers[i] as number,
      state: states[i] as State,
    }))
    .sort((a, b) => a.number - b.number);
}

/**
 * A version with the header of its parent is that one once more, description included: brought back where
 * nobody had a key. What is said of how it came to be is said of the first.
 */
function asSealed<V extends FoundVersion>(version: V, found: readonly V[]): V {
  const first = found.find(({ manifestHash }) => manifestHash === version.parent);
  if (first === undefined || first.ageHeader !== version.ageHeader) return version;
  return { ...version, origin: 'restore', madeFrom: undefined, isApart: false };
}

const bySealing = (a: FoundVersion, b: FoundVersion): number =>
  a.sealedAtMs - b.sealedAtMs || (a.versionId < b.versionId ? -1 : 1);

/** Children say the number of their parent; the others fill the gaps in between, as they were sealed. */
function numbersOf(versions: readonly FoundVersion[]): number[] {
  const known = new Map<string, number>();
  for (const { parent, madeFrom = 0 } of versions) {
    if (parent !== null && madeFrom > 0) known.set(parent, madeFrom);
  }
  const fixed = versions.map(({ manifestHash }) => known.get(manifestHash));
  const taken = new Set<number | undefined>(fixed);
  const late: number[] = [];
  const numbers: number[] = [];
  let last = 0;
  fixed.forEach((number, i) => {
    // Whatever lay between it and what it was made from may be gone: a version has a higher number than that one.
    const madeFrom = isRestored(versions[i] as FoundVersion) ? 0 : (versions[i]?.madeFrom ?? 0);
    const next = number ?? Math.max(last, madeFrom) + 1;
    if (number === undefined && taken.has(next)) late.push(i);
    else {
      numbers[i] = next;
      taken.add(next);
      last = Math.max(last, next);
    }
  });
  // No number is free where it was sealed: committed later than others, or never. It takes what is left.
  for (const i of late) {
    let free = 1;
    while (taken.has(free)) free++;
    numbers[i] = free;
    taken.add(free);
  }
  return numbers;
}

function statesOf(versions: readonly FoundVersion[], numbers: readonly number[]): State[] {
  const states = versions.map((): State => 'quarantined');
  let head: number | undefined;
  versions.forEach((version, i) => {
    const parent = head === undefined ? null : (versions[head] as FoundVersion).manifestHash;
    if (version.isApart) return;
    const isNext = version.parent === parent || isNewer(version, versions[head ?? -1]);
    const isLate = versions.some(
      (other, j) => states[j] !== 'quarantined' && isNewer(other, version),
    );
    const fits = isNext && !isLate && !isPassedBy(version, versions.slice(i + 1));
    const goesOn =
      fits || isRestored(version) || followsLost(version, numbers[head ?? -1], versions);
    if (!goesOn && !isOrphanedHead(head, version, versions)) return;
    if (head !== undefined) states[head] = 'archived';
    states[i] = 'current';
    head = i;
  });
  // A save whose content is in a newer save of the same key arrived late; it was not set apart.
  return states.map((state, i) => {
    const version = versions[i] as FoundVersion;
    const isContained = versions.some((o, j) => states[j] !== 'quarantined' && isNewer(o, version));
    return state === 'quarantined' && !version.isApart && isContained ? 'archived' : state;
  });
}

/** Whether `a` is the newer of two saves of one document key. */
function isNewer(a: FoundVersion, b: FoundVersion | undefined): boolean {
  if (a.save === undefined || a.save.documentKey !== b?.save?.documentKey) return false;
  const later = a.save.madeAtMs - b.save.madeAtMs;
  return later > 0 || (later === 0 && a.origin !== 'force-save' && b.origin === 'force-save');
}

const isRestored = ({ origin }: FoundVersion): boolean => origin === 'restore';

/** A later sibling that others were made from, while nobody goes on from this one. */
function isPassedBy(version: FoundVersion, later: readonly FoundVersion[]): boolean {
  if (hasChildren(version, later)) return false;
  return later.some(
    (other) =>
      other.parent === version.parent && other.origin !== 'restore' && hasChildren(other, later),
  );
}

const hasChildren = (version: FoundVersion, among: readonly FoundVersion[]): boolean =>
  among.some(({ parent, origin }) => parent === version.manifestHash && origin !== 'restore');

/** Its parent is lost altogether: whatever was the head before, it has moved on since. */
function isOrphanedHead(
  head: number | undefined,
  version: FoundVersion,
  versions: readonly FoundVersion[],
): boolean {
  if (!isOrphan(version, versions)) return false;
  return head === undefined || hasChildren(version, versions) || version === versions.at(-1);
}

/** Made from a version that came after the head and is gone, such as a step that was thinned. */
const followsLost = (
  version: FoundVersion,
  headNumber: number | undefined,
  versions: readonly FoundVersion[],
): boolean => isOrphan(version, versions) && (version.madeFrom ?? 0) > (headNumber ?? 0);

/** What it was made from was not found. */
const isOrphan = ({ parent }: FoundVersion, versions: readonly FoundVersion[]): boolean =>
  parent !== null && !versions.some(({ manifestHash }) => manifestHash === parent);
