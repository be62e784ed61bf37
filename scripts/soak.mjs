// Two thousand saves through three instances, while instances, Redis, PostgreSQL, directories and buckets die and
// come back: `npm run soak [-- saves [figures.json]]`. Prints its figures, keeps those of a full run in
// bench/soak-results.json, and ends with status 1 when a save is lost.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { node, root, tool } from './project.mjs';

const [saves = '2000', given] = process.argv.slice(2);
const figures = given ?? (saves === '2000' ? 'bench/soak-results.json' : undefined);
const { status } = spawnSync(
  node,
  [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    ...[tool('jest/bin/jest.js'), 'test/e2e/several-instances.spec.ts', '--selectProjects', 'e2e'],
    ...['--testNamePattern', 'every acknowledged save'],
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      SOAK_SAVES: saves,
      ...(figures === undefined ? {} : { SOAK_FIGURES: resolve(figures) }),
    },
  },
);
process.exit(status ?? 1);
