// Builds `dist`: the server with SWC, then the pages' client code, then the script that recovers by itself. Everything is made beside `dist`
// and put in its place at the end, so a server that is running, or about to start, never sees half of it.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, tool } from './project.mjs';

const made = join(root, 'dist');
const coming = join(root, 'dist.new');
const going = join(root, 'dist.old');

/** @throws {Error} with the compiler's words; `dist` is then as it was. */
export function build() {
  rmSync(coming, { recursive: true, force: true });
  run(tool('@swc/cli/bin/swc.js'), [
    ...['src', '--out-dir', coming, '--config-file', '.swcrc'],
    ...['--strip-leading-paths', '--extensions', '.ts,.tsx', '--quiet'],
  ]);
  run(join(root, 'scripts/build-client.mjs'), [join(coming, 'assets')]);
  run(join(root, 'scripts/build-recover.mjs'), [join(coming, 'kontor-recover.mjs')]);
  swap();
}

function swap() {
  rmSync(going, { recursive: true, force: true });
  if (existsSync(made)) renameSync(made, going);
  renameSync(coming, made);
  rmSync(going, { recursive: true, force: true });
}

function run(script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`${stdout}${stderr}`.trim() || `${script} ended with ${status}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
