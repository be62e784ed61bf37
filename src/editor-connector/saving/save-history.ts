import { shortChanges, type Asker, type VersionAuthor } from '../../version-archive/index.js';
import { AUTOSAVE_USERDATA } from '../document-server/document-server.js';
import { isFinal, type CallbackReport } from './callback.js';

/** The clock of the Document Server's database may be ahead of the one it signs with; later dates are ignored. */
const MAX_AHEAD_MS = 60 * 60 * 1000;
/**
 * Entries of `history.changes` that are stored as they came. Each has some 200 bytes and stands for one change of
 * author. Longer histories are stored in fewer bytes, 25 each, so that no version has much more than 100 KB of them.
 */
const MAX_CHANGES = 500;
const MAX_SHORT_CHANGES = 4000;
const MAX_AUTHORS = 200;
const MAX_ID_CHARS = 240;
const MAX_NAME_CHARS = 128;

interface Change {
  readonly accountId: string;
  readonly displayName: string | null;
  readonly atMs: number | undefined;
}

/** When the last change in a save was made; without a usable date, when the save was reported. */
export function madeAt({ lastsave, iat }: Pick<CallbackReport, 'lastsave' | 'iat'>): number {
  const reportedAtMs = Math.floor(iat) * 1000;
  const claimedMs = lastsave === undefined ? Number.NaN : Date.parse(lastsave);
  return claimedMs >= 0 && claimedMs <= reportedAtMs + MAX_AHEAD_MS ? claimedMs : reportedAtMs;
}

/** `forcesavetype` of the button and of the Document Server's own timer; 0 is a command. */
const [BUTTON, TIMER] = [1, 2];

/** Who asked for a forced save; null for a last one. */
export function askerOf({
  status,
  forcesavetype,
  userdata,
}: Pick<CallbackReport, 'status' | 'forcesavetype' | 'userdata'>): Asker | null {
  if (isFinal(status)) return null;
  if (forcesavetype === TIMER || userdata === AUTOSAVE_USERDATA) return 'autosave';
  return forcesavetype === BUTTON ? 'person' : 'command';
}

/** Everybody in the history, ordered by their first change; the author of the last change is always among them. */
export function authorsOf(report: CallbackReport, lastAuthor: string): readonly VersionAuthor[] {
  const savedAtMs = madeAt(report);
  const authors = new Map<string, VersionAuthor>();
  const add = ({ accountId, displayName, atMs = savedAtMs }: Change): void => {
    const known = authors.get(accountId);
    if (known === undefined && authors.size >= MAX_AUTHORS) return;
    authors.set(accountId, {
      accountId,
      displayName: displayName ?? known?.displayName ?? null,
      fromMs: Math.min(atMs, known?.fromMs ?? atMs),
      toMs: Math.max(atMs, known?.toMs ?? atMs),
    });
  };
  for (const entry of report.history?.changes ?? []) {
    const change = changeOf(entry);
    if (change !== undefined) add(change);
  }
  if (!authors.has(lastAuthor)) {
    add({ accountId: lastAuthor, displayName: null, atMs: savedAtMs });
  }
  return [...authors.values()].toSorted((a, b) => a.fromMs - b.fromMs);
}

/**
 * The history of the changes as JSON, in the form in which the Document Server displays it; a long one as
 * `shortChanges`. A very long history is thinned evenly, keeping its first and last entries: it is never a reason to
 * refuse a save. `of` then says how many there were, and no differences are shown.
 */
export function changesOf({ history }: CallbackReport): string | null {
  if (history?.changes === undefined) return null;
  const { serverVersion = null, changes } = history;
  if (changes.length > MAX_CHANGES && changes.length <= MAX_SHORT_CHANGES) {
    const short = shortChanges(changes);
    if (short !== undefined) return JSON.stringify({ serverVersion, ...short });
  }
  return JSON.stringify({
    serverVersion,
    changes: thinned(changes),
    ...(changes.length > MAX_CHANGES && { of: changes.length }),
  });
}

function thinned(changes: readonly unknown[]): readonly unknown[] {
  if (changes.length <= MAX_CHANGES) return changes;
  const step = (changes.length - 1) / (MAX_CHANGES - 1);
  return Array.from({ length: MAX_CHANGES }, (_, n) => changes[Math.round(n * step)]);
}

function changeOf(entry: unknown): Change | undefined {
  const { user, created } = (entry ?? {}) as { user?: unknown; created?: unknown };
  const { id, name } = (user ?? {}) as { id?: unknown; name?: unknown };
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_CHARS) return undefined;
  const isNamed = typeof name === 'string' && name !== '';
  return {
    accountId: id,
    displayName: isNamed ? name.slice(0, MAX_NAME_CHARS).toWellFormed() : null,
    atMs: typeof created === 'string' ? timeReported(created) : undefined,
  };
}

/** Of a text from the history: `2026-11-22 03:58:32` is in UTC. Undefined when it is no date. */
export function timeReported(created: string): number | undefined {
  const isPlain = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(created);
  const ms = Date.parse(isPlain ? `${created.replace(' ', 'T')}Z` : created);
  return ms >= 0 ? ms : undefined;
}
