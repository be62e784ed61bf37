// Puts what the package consists of beside its package.json: the built server, what it reads, and the migrations as
// JavaScript, because Node runs no TypeScript below node_modules.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '../..');

if (!existsSync(join(root, 'dist/kontor.module.js'))) {
  console.error('There is no build: run "npm run build" in the project first.');
  process.exit(1);
}
for (const name of ['dist', 'migrations', 'config', 'openapi.json'])
  rmSync(join(here, name), { recursive: true, force: true });
for (const name of ['dist', 'config', 'openapi.json']) {
  // What runs Kontor as a server of its own is not needed inside another one.
  const filter = (file) => !/\.map$|\.kontor-build$|dist[\\/](server|main\.js)$/.test(file);
  cpSync(join(root, name), join(here, name), { recursive: true, filter });
}
// The command of the package, which npm links as it is.
const command = join(here, 'dist/kontor.js');
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`);
chmodSync(command, 0o755);

const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
const options = ['--config-file', '.swcrc', '-C', 'sourceMaps=false', '--strip-leading-paths'];
const { status, stderr } = spawnSync(
  process.execPath,
  [swc, 'migrations', '--out-dir', join(here, 'migrations'), ...options, '--quiet'],
  { cwd: root, encoding: 'utf8' },
);
if (status !== 0) {
  console.error(stderr);
  process.exit(1);
}
