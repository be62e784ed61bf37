// Builds `dist`: the server with SWC, then the pages' client code, then the script that recovers by itself, then the
// bundle that a server runs. With the argument `playground` it builds `dist-playground` in the same way; the production
// image does not contain that.
// Everything is made beside its folder and put in its place at the end, so that a server that is running, or about to
// start, never sees half of it.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, tool } from './project.mjs';

/** @throws {Error} with the compiler's words; `dist` is then as it was. */
export function build() {
  replacing('dist', (coming) => {
    compile('src', coming);
    run(join(root, 'scripts/build-client.mjs'), [join(coming, 'assets')]);
    run(join(root, 'scripts/build-recover.mjs'), [join(coming, 'kontor-recover.mjs')]);
    run(join(root, 'scripts/build-server.mjs'), [coming]);
  });
}

/** @throws {Error} with the compiler's words; `dist-playground` is then as it was. */
export function buildPlayground() {
  replacing('dist-playground', (coming) => {
    compile('playground', coming);
    run(join(root, 'scripts/build-client.mjs'), [join(coming, 'assets'), 'playground']);
  });
}

function compile(folder, out) {
  run(tool('@swc/cli/bin/swc.js'), [
    ...[folder, '--out-dir', out, '--config-file', '.swcrc'],
    ...['--strip-leading-paths', '--extensions', '.ts,.tsx', '--quiet'],
  ]);
}

function replacing(name, make) {
  const [made, coming, going] = [name, `${name}.new`, `${name}.old`].map((folder) =>
    join(root, folder),
  );
  rmSync(coming, { recursive: true, force: true });
  make(coming);
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'playground') buildPlayground();
  else build();
}
