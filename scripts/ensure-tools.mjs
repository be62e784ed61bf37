// The programs that tests start but npm does not bring. Where we may, they are installed with apt-get;
// where we may not, this says exactly what is missing and ends with status 1.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { duration } from './project.mjs';

const tools = [
  { name: 'age', debian: 'age', why: 'opens what we sealed', found: () => onPath('age') },
  {
    name: 'Go with the Reed-Solomon code of klauspost',
    debian: 'golang-go golang-github-klauspost-reedsolomon-dev',
    why: 'rebuilds what we spread, without our code',
    found: () =>
      onPath('go') && existsSync('/usr/share/gocode/src/github.com/klauspost/reedsolomon'),
  },
  {
    name: 'a C compiler',
    debian: 'gcc libc6-dev',
    why: 'makes a disk that hangs, and one that cannot sync folders',
    found: () => onPath('gcc') && existsSync('/usr/include/stdio.h'),
  },
  {
    name: 'strace',
    debian: 'strace',
    why: 'counts the system calls of a save',
    found: () => onPath('strace'),
  },
  {
    name: 'Chromium',
    debian: 'chromium',
    why: 'shows our pages',
    found: () => onPath('chromium') || onPath('chromium-browser') || onPath('google-chrome'),
  },
  {
    name: 'a font',
    debian: 'fonts-dejavu-core',
    why: 'makes text on pages as wide as a reader sees it',
    found: () => existsSync('/usr/share/fonts') && readdirSync('/usr/share/fonts').length > 0,
  },
  {
    name: 'PostgreSQL server programs',
    debian: 'postgresql',
    why: 'the second database engine',
    found: () => onPath('initdb') || filesUnder('/usr/lib/postgresql', 'bin/initdb'),
  },
  {
    name: 'Redis server',
    debian: 'redis-server',
    why: 'keeps sessions and caches',
    found: () => onPath('redis-server'),
  },
  {
    name: 'Samba as a domain controller',
    debian: [
      ...['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'],
      ...['python3-samba', 'ldap-utils', 'openssl'],
    ].join(' '),
    why: 'is a real Active Directory',
    found: () =>
      ['samba', 'samba-tool', 'openssl'].every(onSystemPath) &&
      existsSync('/usr/share/samba/setup/provision.ldif'),
  },
  {
    name: 'a Ceph object gateway',
    debian: 'ceph-mon ceph-mgr ceph-osd radosgw',
    why: 'is a strict S3 server',
    found: () => ['ceph', 'ceph-mon', 'ceph-mgr', 'ceph-osd', 'radosgw'].every(onSystemPath),
  },
  {
    name: 'OpenStack Swift',
    debian: 'swift swift-proxy swift-account swift-container swift-object memcached',
    why: 'is a modest S3 server',
    found: () =>
      ['memcached', 'swift-ring-builder', 'swift-proxy-server', 'swift-object-server'].every(
        onSystemPath,
      ),
  },
];

const missing = tools.filter((tool) => !tool.found());
if (missing.length > 0) provide();

function provide() {
  const packages = missing.flatMap((tool) => tool.debian.split(' '));
  const asRoot = waysToBeRoot();
  if (!onPath('apt-get') || asRoot === undefined) refuse(packages);
  process.stdout.write(`Installing ${packages.join(', ')} with apt-get …\n`);
  const started = performance.now();
  run(asRoot, ['apt-get', '-qq', 'update']);
  run(asRoot, ['apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...packages]);
  if (tools.some((tool) => !tool.found())) refuse(packages);
  process.stdout.write(`Installed in ${duration(performance.now() - started)}.\n`);
}

/** What to put before a command to run it as root: nothing, `sudo`, or undefined if we may not. */
function waysToBeRoot() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function run(asRoot, command) {
  // Runlevel 1 keeps packages from starting a service: the tests start their own, on ports of their own.
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
  const [program, ...args] = [...asRoot, ...environment, ...command];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\n`);
  refuse(missing.map((tool) => tool.debian));
}

function refuse(packages) {
  const lines = missing.map((tool) => `  ${tool.name}: ${tool.why}`);
  process.stderr.write(
    `The tests need programs that are not on this machine:\n${lines.join('\n')}\n\n` +
      `On Debian or Ubuntu, as root:\n  apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}\n`,
  );
  process.exit(1);
}

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => executable(join(folder, program)));
}

/** Servers live where the path of a person who is not root does not always lead. */
function onSystemPath(program) {
  return onPath(program) || executable(join('/usr/sbin', program));
}

function filesUnder(folder, path) {
  return (
    existsSync(folder) && readdirSync(folder).some((one) => executable(join(folder, one, path)))
  );
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
