// Runs before `npm start`, `npm test` and their like, on whatever Node npm itself runs on: installs what
// the lock file names and builds what changed, so that a fresh clone needs no second command.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { duration, has, read, root, sha256 } from './project.mjs';

const OLDEST_NODE = [20, 19];
const installStamp = join(root, 'node_modules/.kontor-install');
const buildStamp = join(root, 'dist/.kontor-build');
const packagesStamp = join(root, 'node_modules/.kontor-packages');
/** What the build reads besides `src`, `playground` and the parts of the editor's package that the desk shares. */
const BUILD_INPUTS = [
  '.swcrc',
  'tsconfig.client.json',
  'scripts/build.mjs',
  'scripts/build-client.mjs',
  'scripts/build-recover.mjs',
  'scripts/build-server.mjs',
];

requireNode();
const lock = sha256(read('package-lock.json'));
if (!installed()) install();
const sources = sha256(sourceList(['src', 'playground', 'packages/editor/src'], BUILD_INPUTS));
if (stampIn(buildStamp) !== sources) await rebuild();
// The container has the server without them.
const ofPackages = has('packages') ? sha256(sourceList(['packages'], [])) : undefined;
if (ofPackages !== undefined && stampIn(packagesStamp) !== ofPackages) await rebuildPackages();

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  stop(
    `Kontor needs Node ${OLDEST_NODE.join('.')} or newer to install itself; this is ${process.version}.\n` +
      'Get a current one from https://nodejs.org and run the same command again.',
  );
}

function installed() {
  if (!has('node_modules')) return false;
  return stampIn(installStamp) === lock || agreesWithLock();
}

/** True after a plain `npm install`: every package on disk is the one the lock file names. */
function agreesWithLock() {
  if (!has('node_modules/.package-lock.json')) return false;
  const wanted = JSON.parse(read('package-lock.json')).packages;
  const found = JSON.parse(read('node_modules/.package-lock.json')).packages;
  const same = Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      !path.includes('node_modules/') ||
      found[path]?.version === version ||
      (optional && !found[path]),
  );
  if (same) {
    linkPackages(wanted);
    writeFileSync(installStamp, lock);
  }
  return same;
}

/** Our own packages are links: one that is new needs no installation of everything. */
function linkPackages(wanted) {
  for (const [path, { link, resolved }] of Object.entries(wanted)) {
    if (!link || has(path)) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(root, resolved), join(root, path), 'junction');
  }
}

function install() {
  const started = performance.now();
  say('Installing packages (once; about a minute on a slow line) …');
  const { status, stdout, stderr } = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) stop(`npm ci failed:\n${stdout}${stderr}`);
  writeFileSync(installStamp, lock);
  say(`Installed in ${duration(performance.now() - started)}.`);
}

/** The npm that runs us, with its own Node: the one in node_modules is about to be replaced. */
function npm(args) {
  const { npm_execpath: cli, npm_node_execpath: node = process.execPath } = process.env;
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')))
    .join(delimiter);
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, PATH: path } };
  if (cli?.endsWith('.js') && existsSync(node)) return spawnSync(node, [cli, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Names, times and sizes: reading them takes milliseconds where reading the files would not. */
function sourceList(folders, others) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => /\.(tsx?|css|json|mjs)$/.test(file) && !/\.spec\.tsx?$/.test(file))
      .filter((file) => !/(^|[\\/])(dist|node_modules)[\\/]/.test(file))
      .map((file) => join(folder, file)),
  );
  const lines = [...others.filter(has), ...files].map((file) => {
    const { mtimeMs, size } = statSync(join(root, file));
    return `${file} ${mtimeMs} ${size}`;
  });
  return [...lines.sort(), lock].join('\n');
}

async function rebuild() {
  const started = performance.now();
  const { build, buildPlayground } = await import('./build.mjs');
  try {
    buildPlayground();
    build();
  } catch (error) {
    stop(`The build failed:\n${error.message}`);
  }
  writeFileSync(buildStamp, sources);
  say(`Built in ${duration(performance.now() - started)}.`);
}

async function rebuildPackages() {
  const started = performance.now();
  const { buildPackages } = await import('./build-packages.mjs');
  try {
    buildPackages();
  } catch (error) {
    stop(`The build of packages/ failed:\n${error.message}`);
  }
  writeFileSync(packagesStamp, ofPackages);
  say(`Built packages/ in ${duration(performance.now() - started)}.`);
}

function stampIn(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function stop(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
