// Builds the packages that other applications install: for each folder of packages/ its `tsconfig.build.json` by the
// compiler, which writes `dist` with its types, then its own `build.mjs` if it has one. Arguments name some of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, tool } from './project.mjs';

const folderOf = (name) => join(root, 'packages', name);

/** @throws {Error} with the compiler's words. */
export function buildPackages(names = readdirSync(join(root, 'packages'))) {
  for (const name of names) {
    const folder = folderOf(name);
    const [config, script] = ['tsconfig.build.json', 'build.mjs'].map((file) => join(folder, file));
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    if (existsSync(config)) run(tool('typescript/bin/tsc'), ['-p', config], folder);
    if (existsSync(script)) run(script, [], folder);
  }
}

function run(script, args, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`${stdout}${stderr}`.trim() || `${script} ended with ${status}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  buildPackages(names.length > 0 ? names : undefined);
}
