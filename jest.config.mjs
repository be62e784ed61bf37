import { readFileSync } from 'node:fs';

// The build leaves tests out; jest must not.
const { exclude: _left, ...swc } = JSON.parse(
  readFileSync(new URL('.swcrc', import.meta.url), 'utf8'),
);

/** Three sizes and the pages: `npm run jest -- --selectProjects small`. */
const project = (displayName, testMatch) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    'lane-program\\.ts$': '<rootDir>/test/lane-program-transform.mjs',
    '^.+\\.tsx?$': ['@swc/jest', { ...swc, swcrc: false }],
  },
  // Sources import './x.js', as the built code does; under test the file is x.ts or x.tsx.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['<rootDir>/test/setup.ts'],
});

/** Its tests run or serve what was built. Each building it for itself would take files away that others serve. */
const built = (tests) => ({ ...tests, globalSetup: '<rootDir>/test/build-before-all.mjs' });

export default {
  // Only a test that hangs gets near this. Tests wait for events and set no shorter limit of their own: on a busy
  // machine a limit measures the machine.
  testTimeout: 300_000,
  // A process that leaves nothing behind still takes a second to give a gigabyte back on a busy machine.
  workerGracefulExitTimeout: 30_000,
  projects: [
    project('small', [
      'src/**/*.spec.ts',
      'src/**/*.spec.tsx',
      'playground/**/*.spec.ts',
      'scripts/**/*.spec.ts',
      'packages/**/*.spec.ts',
    ]),
    project('medium', ['test/medium/**/*.spec.ts']),
    built(project('e2e', ['test/e2e/**/*.spec.ts'])),
    built(project('pages', ['test/pages/**/*.spec.ts'])),
  ],
};
