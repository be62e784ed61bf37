// `npm run chaos`: breaks 10,000 shards of 500 documents and checks that each one is found and repaired. The figures go to
// bench/chaos-results.json. The medium tests do the same with fewer. KONTOR_CHAOS_SEED repeats a run.
import { spawnSync } from 'node:child_process';
import { node, root, tool } from './project.mjs';

const { status } = spawnSync(
  node,
  [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    tool('jest/bin/jest.js'),
    'test/medium/storage-chaos.spec.ts',
    ...['--runInBand', '--selectProjects', 'medium'],
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, KONTOR_CHAOS: 'full' } },
);
process.exitCode = status ?? 1;
