// Every package in package-lock.json has a checksum, and every build for another platform is in it: npm leaves
// out, or writes without a checksum, what was not in its cache or registry when the lock file was made. This
// removes such entries and lets npm resolve them again; with --check it only reports what is wrong.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './project.mjs';

const faults = faultsOf(readLock());
if (faults.length > 0 && !process.argv.includes('--check')) complete();
else report(faults);

/** One line for each entry that is missing, has no checksum, or names a registry. */
function faultsOf({ packages }) {
  const entries = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );
  return [
    ...entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isFound(packages, path, name))
        .map((name) => `${name}: not in the lock file`),
    ),
    ...entries
      .filter(([, { integrity }]) => integrity === undefined)
      .map(([path]) => `${path}: no checksum (integrity)`),
    ...entries
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([path]) => `${path}: names a registry (resolved)`),
  ];
}

function complete() {
  const lock = readLock();
  const { '': project, ...packages } = lock.packages;
  const kept = Object.entries(packages).filter(([, { integrity, link }]) => integrity || link);
  for (const [, entry] of kept) if (!entry.link) delete entry.resolved;
  lock.packages = { '': project, ...Object.fromEntries(kept) };
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
  const npm = ['install', '--package-lock-only', '--ignore-scripts', '--prefer-online'];
  const { status, stderr } = spawnSync('npm', npm, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${npm.join(' ')} failed:\n${stderr}`);
  report(faultsOf(readLock()));
}

function report(found) {
  if (found.length === 0) return;
  process.stderr.write(
    `package-lock.json is incomplete: node scripts/complete-lock.mjs\n  ${found.join('\n  ')}\n`,
  );
  process.exitCode = 1;
}

function readLock() {
  return JSON.parse(read('package-lock.json'));
}

/** As Node looks for it: in the package's own folder, then in every one above. */
function isFound(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}
