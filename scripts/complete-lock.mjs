// npm leaves the builds for other platforms out of package-lock.json where the registry in use does not
// carry them, and `npm ci` then refuses that lock file everywhere. This writes them in again, without a
// checksum; with --check it only says whether any are missing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './project.mjs';

const lock = JSON.parse(read('package-lock.json'));
const { packages } = lock;
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isFound(path, name))
    .map(([name, version]) => ({ name, version, entry })),
);

if (process.argv.includes('--check')) report();
else if (missing.length > 0) complete();

function report() {
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `  ${name}`).join('\n');
  process.stderr.write(
    `package-lock.json lacks builds for other platforms: node scripts/complete-lock.mjs\n${names}\n`,
  );
  process.exitCode = 1;
}

function complete() {
  for (const { name, version, entry } of missing) {
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      license: entry.license,
      optional: true,
    };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
}

/** As Node looks for it: in the package's own folder, then in every one above. */
function isFound(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

/** `…-linux-arm-gnueabihf` → what npm compares with the machine before it fetches anything. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const oneOf = (known) => known.find((word) => words.includes(word));
  const os = oneOf(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']);
  const cpu = oneOf(['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']);
  if (!os || !cpu)
    throw new Error(`${name} names no platform; add it to package-lock.json by hand`);
  const libc = os === 'linux' && { gnu: 'glibc', musl: 'musl' }[words.at(-1)];
  return { cpu: [cpu], os: [os], ...(libc ? { libc: [libc] } : {}) };
}
