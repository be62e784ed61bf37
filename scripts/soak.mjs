// Two thousand saves through three instances, while instances, Redis, PostgreSQL, directories and buckets die and
// come back: `npm run soak [-- saves [figures.json]]`. Prints its figures, keeps those of a full run in
// bench/soak-results.json, and ends with status 1 when a save is lost.
//
// `npm run soak -- hung-place [seconds]`: twenty editors, in turn at an instance with six places and at one
// of whose places one hangs, so many seconds at each. Prints the p95 of both; ends with status 1 when an opening or
// a save failed or a p95 is 1.5 times the healthy one.
// `npm run soak -- autosave [seconds]`: two instances, twenty open documents, half of them typed into, three spans of so
// many seconds (300); then both are killed.
// `npm run soak -- broken-streams [count]`: downloads, uploads and saves that break off, and the memory they leave.
// `npm run soak -- idempotency [count]`: so many creations, each sent three times at once, over three instances.
// `npm run soak -- webhooks [count]`: so many events, while three instances and their receiver are killed at random.
// `npm run soak -- audit [count]`: so many mixed actions while three instances are killed; each has its entry.
// `npm run soak -- fuzz [count]`: so many bad inputs for every operation of openapi.json.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { node, root, tool } from './project.mjs';

const ENDURANCE = {
  'hung-place': {
    spec: 'test/e2e/endurance.spec.ts',
    variable: 'SOAK_HUNG_SECONDS',
    usual: '600',
    name: 'should cost nobody',
  },
  autosave: {
    spec: 'test/e2e/autosave.spec.ts',
    variable: 'SOAK_AUTOSAVE_SECONDS',
    usual: '300',
    name: 'two instances',
  },
  'broken-streams': {
    spec: 'test/e2e/broken-streams.spec.ts',
    variable: 'SOAK_BROKEN_STREAMS',
    usual: '10000',
    name: 'should leave nothing behind',
  },
  idempotency: {
    spec: 'test/e2e/idempotency.spec.ts',
    variable: 'SOAK_IDEMPOTENCY',
    usual: '1000',
    name: 'three instances',
  },
  webhooks: {
    spec: 'test/e2e/webhook-endurance.spec.ts',
    variable: 'SOAK_WEBHOOKS',
    usual: '50000',
    name: 'three instances that deliver events',
  },
  audit: {
    spec: 'test/e2e/audit-endurance.spec.ts',
    variable: 'SOAK_AUDIT',
    usual: '20000',
    name: 'killed while people work',
  },
  fuzz: {
    spec: 'test/e2e/fuzz.spec.ts',
    variable: 'SOAK_FUZZ',
    usual: '200',
    name: 'should be answered well',
  },
};

const [saves = '2000', given] = process.argv.slice(2);
const endurance = ENDURANCE[saves];
if (endurance !== undefined) {
  const { spec, variable, usual, name } = endurance;
  process.exit(run(spec, name, { [variable]: given ?? usual }));
}
const figures = given ?? (saves === '2000' ? 'bench/soak-results.json' : undefined);
process.exit(
  run('test/e2e/several-instances.spec.ts', 'every acknowledged save', {
    SOAK_SAVES: saves,
    ...(figures === undefined ? {} : { SOAK_FIGURES: resolve(figures) }),
  }),
);

function run(spec, name, settings) {
  const { status } = spawnSync(
    node,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      ...[tool('jest/bin/jest.js'), spec, '--selectProjects', 'e2e', '--testNamePattern', name],
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...settings } },
  );
  return status ?? 1;
}
