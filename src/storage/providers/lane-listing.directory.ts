/**
 * Listings in the thread of one directory. Node runs this file as it is: see `lane-thread.directory.ts`.
 */
import { opendirSync, type Dir } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './lane-calls.js';
import { codeOf, isThere, root } from './lane-files.directory.ts';

const KEYS_AT_ONCE = 500;
const LIST_FOR_MS = 20;
const MOST_WALKS = 16;

/** Folders that are being listed, innermost last. */
const walks = new Map<number, { dir: Dir; key: string }[]>();
let lastWalk = 0;

export function beginWalk(prefix: string): number {
  const [oldest] = walks.keys();
  if (walks.size >= MOST_WALKS && oldest !== undefined) endWalk(oldest);
  walks.set(++lastWalk, []);
  enter(lastWalk, prefix);
  return lastWalk;
}

/** Returns after a moment: a long listing must not delay saves. */
export function nextKeys(walk: number): Answer<'list'> {
  const folders = walks.get(walk);
  if (folders === undefined) throw Object.assign(new Error('no such walk'), { code: 'ESTALE' });
  const keys: string[] = [];
  const until = performance.now() + LIST_FOR_MS;
  for (let at = folders.at(-1); at !== undefined; at = folders.at(-1)) {
    const entry = at.dir.readSync();
    if (entry === null) folders.pop()?.dir.closeSync();
    // Shards never start with a dot; file servers keep snapshots and files removed while open there.
    else if (entry.name.startsWith('.')) continue;
    else if (entry.isDirectory()) enter(walk, `${at.key}/${entry.name}`);
    else keys.push(`${at.key}/${entry.name}`);
    if (keys.length >= KEYS_AT_ONCE || performance.now() > until) return { keys, walk };
  }
  walks.delete(walk);
  return { keys, walk: undefined };
}

function enter(walk: number, key: string): void {
  try {
    walks.get(walk)?.push({ dir: opendirSync(join(root, key)), key });
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && isThere()) return;
    endWalk(walk);
    throw error;
  }
}

export function endWalk(walk: number): undefined {
  for (const { dir } of walks.get(walk) ?? []) dir.closeSync();
  walks.delete(walk);
}
