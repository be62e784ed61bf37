// `npm test`: everything that proves the tree, cheapest first. Stops at the first stage that fails; `--all`
// goes on. `npm run check` (`--fast`) ends after the small tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration, has, node, root, tool } from './project.mjs';

const options = new Set(process.argv.slice(2));
const unknown = [...options].filter((option) => !['--all', '--fast'].includes(option));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(' ')}. There are --all and --fast.\n`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'kontor-check-'));
const script = (name, ...args) => [join(root, 'scripts', name), ...args];

/** A stage is a list of commands for our Node. `tests` marks those whose results are counted. */
const fastStages = [
  {
    name: 'Format',
    commands: [[tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
  },
  {
    name: 'House rules',
    commands: [
      script('check-tree.mjs'),
      script('check-licences.mjs'),
      script('complete-lock.mjs', '--check'),
    ],
  },
  {
    name: 'Lint',
    commands: [[tool('oxlint/bin/oxlint'), '-c', 'oxlint.config.mjs', '--deny-warnings']],
  },
  {
    name: 'Types',
    commands: ['tsconfig.json', 'tsconfig.client.json'].map((config) => [
      tool('typescript/bin/tsc'),
      ...['-p', config],
    ]),
  },
  { name: 'Generated files are fresh', commands: generators() },
  tests('Small tests', 'small', 2),
];
const slowStages = [
  { name: 'Tools', commands: [script('ensure-tools.mjs')] },
  tests('Medium tests', 'medium', 2),
  // These start whole servers and a browser: one at a time on the two cores a small machine has.
  tests('End-to-end tests', 'e2e', 1),
  tests('Pages in a browser', 'pages', 1),
  { name: 'Dead code', commands: has('knip.json') ? [[tool('knip/bin/knip.js')]] : [] },
];

const results = [];
try {
  for (const stage of options.has('--fast') ? fastStages : [...fastStages, ...slowStages]) {
    const result = run(stage);
    results.push(result);
    if (!result.ok && !options.has('--all')) break;
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
summarise();

/** What writes a committed file can say with --check whether the file is fresh. */
function generators() {
  return ['build-erasure-kernel.mjs', 'generate-openapi.mjs'].map((file) =>
    script(file, '--check'),
  );
}

function tests(name, size, workers) {
  const report = join(reports, `${size}.json`);
  const jest = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    tool('jest/bin/jest.js'),
    ...['--selectProjects', size, `--maxWorkers=${workers}`, '--json', `--outputFile=${report}`],
  ];
  return { name, report, commands: [jest] };
}

function run(stage) {
  process.stdout.write(`\n── ${stage.name} ──\n`);
  const started = performance.now();
  const ok = stage.commands.every((args) => succeeds(args, stage.report !== undefined));
  const took = performance.now() - started;
  process.stdout.write(`${ok ? '✓' : '✗'} ${stage.name} (${duration(took)})\n`);
  return { name: stage.name, ok, took, ...count(stage, ok) };
}

/** Tests report as they go; the other tools are heard only when they complain. */
function succeeds(args, live) {
  const { status, stdout, stderr } = spawnSync(node, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: live ? ['ignore', 'ignore', 'inherit'] : 'pipe',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!live && status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
  return status === 0;
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
    `  ${'in all'.padEnd(width)}  ${duration(sum((result) => result.took)).padStart(10)}\n\n`,
  );
  process.stdout.write(`${sum((result) => result.passed)} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
