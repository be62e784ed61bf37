import { spawn } from 'node:child_process';
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

/** Runs a tool; resolves to whether it found nothing to complain about, and to all that it said. */
export function outcomeOf(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => heard.push(text));
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ ok: status === 0, said: Buffer.concat(heard).toString() }),
    );
  });
}
