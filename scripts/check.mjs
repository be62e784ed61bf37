// `npm test`: everything that proves the tree, cheapest first. Stops after the first group of stages in which one
// fails; `--all` goes on. `npm run check` (`--fast`) ends after the small tests.
// What was found good is remembered in node_modules/.cache: the formatter looks at changed files only, linter and compiler
// at those and all that depend on them, and other stages before the tests are left out while none of their files has
// changed. `npm run check` runs only the small tests that a change can have broken; `npm test` runs all of them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { filesOfTree, installedVersions } from './file-keys.mjs';
import { duration, has, node, outcomeOf, root, sha256, tool } from './project.mjs';
import { TestsDue } from './tests-due.mjs';

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
/** Jest ends with a line of all test files that it was given. */
const PATHS_OF_TESTS = /Ran all test suites within paths [^\n]*\n/;
const reports = mkdtempSync(join(tmpdir(), 'kontor-check-'));
const script = (name, ...args) => [join(root, 'scripts', name), ...args];

/**
 * A stage is a list of commands for our Node. Those with a `report` are tests, whose results are counted. One with
 * `reads` is left out while no file that it says yes to has changed since it passed. The longest stages come first: two of
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
    name: 'Description of the API is fresh',
    reads: isOfDescription,
    commands: [script('generate-openapi.mjs', '--check')],
  },
  { name: 'Lint and types', commands: [script('check-code.mjs')] },
  {
    name: 'House rules, other generated files',
    reads: () => true,
    commands: [
      // What writes a committed file can say with --check whether the file is fresh.
      script('build-erasure-kernel.mjs', '--check'),
      script('draw-architecture.mjs', '--check'),
      script('check-tree.mjs'),
      script('check-licences.mjs'),
      script('complete-lock.mjs', '--check'),
    ],
  },
];
/** Stages of one group run two at a time: none needs more than one core for long. */
const fastGroups = [staticStages, [smallTests()]];
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

/** The running application, what makes its description, and what is made. */
function isOfDescription(file) {
  if (/\.(spec|conformance)\.tsx?$/.test(file)) return false;
  return (
    /^(src|migrations|config|scripts|packages)\//.test(file) ||
    /^(package(-lock)?\.json|openapi\.json|tsconfig\.json|\.swcrc|\.prettierrc|docs\/errors\.md)$/.test(
      file,
    )
  );
}

function smallTests() {
  const stage = tests('Small tests', 'small');
  const due = new TestsDue('small');
  const passed = (report) => due.record(report);
  if (!options.has('--fast')) return { ...stage, passed };
  const { files, unchanged } = due;
  const paths = files.map(([file]) => file);
  const commands = files.length === 0 ? [] : [[...stage.commands[0], '--runTestsByPath', ...paths]];
  return { ...stage, passed, commands, note: unchanged > 0 && `${unchanged} files unchanged` };
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
  if (live) stage.passed?.(read(stage.report));
  const took = performance.now() - started;
  const note = isUnchanged ? 'unchanged' : [duration(took), stage.note].filter(Boolean).join(', ');
  process.stdout.write(`${ok ? '✓' : '✗'} ${stage.name} (${note})\n`);
  return { name: stage.name, ok, took, ...count(stage, ok) };
}

/** A hash of the names and contents of what a stage reads, and of the tools that read it. */
function seenBy({ reads }) {
  const lines = filesOfTree()
    .filter(reads)
    .map((file) => `${file} ${sha256(readFileSync(join(root, file)))}`);
  return sha256([installedVersions(), ...lines].join('\n'));
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
async function succeeds(args) {
  const { ok, said } = await outcomeOf(args);
  if (!ok) process.stdout.write(`${said}\n`);
  return ok;
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
      process.stderr.write(String(text).replace(PATHS_OF_TESTS, ''));
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
