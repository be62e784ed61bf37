import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A file inside an installed package: scripts call tools directly, npx costs half a second each. */
export const tool = (path) => join(root, 'node_modules', path);

export const read = (path) => readFileSync(join(root, path), 'utf8');
export const has = (path) => existsSync(join(root, path));
export const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** `1.2 s`, or `2 min 5 s` where that reads better. */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** The Node of the project, whichever one runs the script. */
export const node = tool('.bin/node');
