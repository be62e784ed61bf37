// `npm test`: everything that proves the tree, cheapest first. Stops after the first group of stages in which one
// fails; `--all` goes on. `npm run check` (`--fast`) ends after the small tests.
// What was found good is remembered in node_modules/.cache: the formatter looks at changed files only, and the other
// stages before the tests are left out while none of their files has changed.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { duration, has, node, root, sha256, tool } from './project.mjs';

const options = new Set(process.argv.slice(2));
const unknown = [...options].filter((option) => !['--all', '--fast'].includes(option));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(' ')}. There are --all and --fast.\n`);
  process.exit(2);
}

const cache = join(root, 'node_modules/.cache/kontor');
mkdirSync(cache, { recursive: true });
/** The longest test file takes two minutes on a busy machine, and the limit of one test is five. */
const SILENT_MS = 10 * 60_000;
/**
 * Jest keeps 45 to 80 MB of each test file in the process that ran it (it never unloads ES modules). A process with
 * more than this on its heap is replaced before the next file, and one file alone may need as much again.
 */
const RENEWED_AT_MIB = 2_048;
const HEAP_MIB = 2 * RENEWED_AT_MIB;
/** One for each core of a small machine. */
const WORKERS = 2;
const reports = mkdtempSync(join(tmpdir(), 'kontor-check-'));
const script = (name, ...args) => [join(root, 'scripts', name), ...args];

/**
 * A stage is a list of commands for our Node. Those with a `report` are tests, whose results are counted. One with
 * `reads` is left out while no file of those names has changed since it passed. The longest stages come first: two of
 * them run at a time.
 */
const staticStages = [
  {
    name: 'Format',
    commands: [
      [
        ...[tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
        ...['--cache', '--cache-strategy=content', '--cache-location', join(cache, 'prettier')],
      ],
    ],
  },
  {
    name: 'Lint and types',
    reads: /\.(tsx?|[cm]?js|json)$/,
    commands: [
      // Rules about types need the compiler, so the linter reports its errors as well: one run instead of two.
      [tool('oxlint/bin/oxlint'), '-c', 'oxlint.config.mjs', '--deny-warnings', '--type-check'],
      // Code for browsers has another library of types. Everything else is in tsconfig.json, which the linter uses.
      [
        ...[tool('typescript/bin/tsc'), '-p', 'tsconfig.client.json'],
        ...['--incremental', '--tsBuildInfoFile', join(cache, 'tsconfig.client.json.buildinfo')],
      ],
    ],
  },
  { name: 'Generated files are fresh', reads: /./, commands: generators() },
  {
    name: 'House rules',
    reads: /./,
    commands: [
      script('check-tree.mjs'),
      script('check-licences.mjs'),
      script('complete-lock.mjs', '--check'),
    ],
  },
];
/** Stages of one group run two at a time: none needs more than one core for long. */
const fastGroups = [staticStages, [tests('Small tests', 'small')]];
const slowGroups = [
  [{ name: 'Tools', commands: [script('ensure-tools.mjs')] }],
  [tests('Medium tests', 'medium')],
  [tests('End-to-end tests', 'e2e')],
  [tests('Pages in a browser', 'pages')],
  [{ name: 'Dead code', commands: has('knip.json') ? [[tool('knip/bin/knip.js')]] : [] }],
];

const results = [];
try {
  for (const group of options.has('--fast') ? fastGroups : [...fastGroups, ...slowGroups]) {
    const ended = await runGroup(group);
    results.push(...ended);
    if (!ended.every(({ ok }) => ok) && !options.has('--all')) break;
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
summarise();

/** What writes a committed file can say with --check whether the file is fresh. */
function generators() {
  return ['build-erasure-kernel.mjs', 'generate-openapi.mjs', 'draw-architecture.mjs'].map((file) =>
    script(file, '--check'),
  );
}

function tests(name, size) {
  const report = join(reports, `${size}.json`);
  const jest = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    `--max-old-space-size=${HEAP_MIB}`,
    tool('jest/bin/jest.js'),
    ...['--selectProjects', size, '--json', `--outputFile=${report}`],
    ...[`--maxWorkers=${WORKERS}`, `--workerIdleMemoryLimit=${RENEWED_AT_MIB}MiB`],
  ];
  return { name, report, commands: [jest] };
}

/** The results stand in the order of the stages, whichever ended first. */
async function runGroup(stages) {
  const ended = [];
  const waiting = stages.map((stage, index) => ({ stage, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      ended[next.index] = await run(next.stage);
    }
  };
  await Promise.all([lane(), lane()]);
  return ended;
}

async function run(stage) {
  const live = stage.report !== undefined;
  if (live) process.stdout.write(`\n── ${stage.name} ──\n`);
  const started = performance.now();
  const seen = stage.reads && seenBy(stage);
  const isUnchanged = seen !== undefined && passedWith(stage) === seen;
  let ok = true;
  for (const args of isUnchanged ? [] : stage.commands)
    ok &&= await (live ? passes(args) : succeeds(args));
  if (ok && seen !== undefined) writeFileSync(stampOf(stage), seen);
  const took = performance.now() - started;
  const note = isUnchanged ? 'unchanged' : duration(took);
  process.stdout.write(`${ok ? '✓' : '✗'} ${stage.name} (${note})\n`);
  return { name: stage.name, ok, took, ...count(stage, ok) };
}

/** A hash of the names and contents of what a stage reads, files that are not yet in git included. */
function seenBy({ reads }) {
  const listed = execFileSync(
    'git',
    [
      '-c',
      `safe.directory=${root}`,
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const files = [...new Set(listed.split('\0'))].filter((file) => reads.test(file) && has(file));
  return sha256(
    files.map((file) => `${file} ${sha256(readFileSync(join(root, file)))}`).join('\n'),
  );
}

function passedWith(stage) {
  try {
    return readFileSync(stampOf(stage), 'utf8');
  } catch {
    return undefined;
  }
}

function stampOf({ name }) {
  return join(cache, `${name.toLowerCase().replaceAll(' ', '-')}.passed`);
}

/** Tools other than tests are heard only when they complain. */
function succeeds(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => heard.push(text));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status !== 0) process.stdout.write(`${Buffer.concat(heard).toString()}\n`);
      resolve(status === 0);
    });
  });
}

/**
 * Tests report as they go. A loop that never yields outlives every limit inside its process, so a run that says
 * nothing for too long is killed from outside, and the files that did not end are named.
 */
function passes(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      ...{ cwd: root, detached: true },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // Its group: what it started ends with it.
    const end = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    let heard = '';
    const silence = setTimeout(() => {
      process.stdout.write(`No test file ended in ${duration(SILENT_MS)}. Not ended:\n`);
      process.stdout.write(`${unended(args, heard).join('\n')}\n`);
      end();
    }, SILENT_MS);
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    child.stderr.on('data', (text) => {
      silence.refresh();
      heard += text;
      process.stderr.write(text);
    });
    child.once('error', reject);
    child.once('close', (status) => {
      clearTimeout(silence);
      process.off('SIGINT', interrupted);
      resolve(status === 0);
    });
  });
}

/** The test files that jest has not reported. */
function unended(args, heard) {
  const plain = args.filter((arg) => !/^--(json|outputFile)/.test(arg));
  const listed = spawnSync(node, [...plain, '--listTests'], { cwd: root, encoding: 'utf8' });
  return (listed.stdout.match(/^\/.*\.spec\.tsx?$/gm) ?? [])
    .map((path) => relative(root, path))
    .filter((path) => !heard.includes(path));
}

/** A stage that fails without a failing test (a type error, a suite that does not load) is one failure. */
function count({ report }, ok) {
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = report ? read(report) : {};
  return { passed, failed: failed === 0 && !ok ? 1 : failed };
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}

function summarise() {
  const sum = (of) => results.reduce((total, result) => total + of(result), 0);
  const width = Math.max(...results.map(({ name }) => name.length));
  process.stdout.write('\n── Summary ──\n');
  for (const { name, ok, took, passed } of results) {
    const tally = passed > 0 ? `  ${passed} tests` : '';
    process.stdout.write(
      `${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${duration(took).padStart(10)}${tally}\n`,
    );
  }
  const failed = sum((result) => result.failed);
  process.stdout.write(
    `  ${'in all'.padEnd(width)}  ${duration(performance.now()).padStart(10)}\n\n`,
  );
  process.stdout.write(`${sum((result) => result.passed)} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
