// Which test files of a project `npm run check` runs: those that have not passed with the same files yet.
import { matchesGlob, relative } from 'node:path';
import jestConfig from '../jest.config.mjs';
import { FileKeys, filesOfTree, FoundGood } from './file-keys.mjs';
import { has, read, root } from './project.mjs';

const isTestCode = (file) => /^test\/|\.(spec|conformance)\.tsx?$/.test(file);
/** Such a test may read files that it does not name, so it always runs. */
const LOOKS_AROUND = /node:(fs|child_process)|process\.(cwd|env)|import\.meta/;
const SETTINGS = ['package-lock.json', 'package.json', 'jest.config.mjs', '.swcrc'];
const OWN = ['scripts/tests-due.mjs', 'scripts/file-keys.mjs'];

export class TestsDue {
  /** Pairs of file and key. */
  files;
  /** How many are left out. */
  unchanged;
  #good;

  constructor(project) {
    const { testMatch, setupFiles } = jestConfig.projects.find(
      ({ displayName }) => displayName === project,
    );
    const ofProject = (pattern) => pattern.replace('<rootDir>/', '');
    const tree = filesOfTree();
    const keys = new FileKeys(tree, {
      settings: [...SETTINGS, ...OWN, ...setupFiles.map(ofProject)],
    });
    const tests = tree.filter((file) =>
      testMatch.some((pattern) => matchesGlob(file, ofProject(pattern))),
    );
    this.#good = new FoundGood(`${project}-tests`);
    this.files = tests
      .map((file) => [file, keys.of(file)])
      .filter(([file, key]) => looksAround(keys.closureOf(file)) || !this.#good.has(file, key));
    this.unchanged = tests.length - this.files.length;
  }

  /** Remembers what passed, from the report that jest wrote. */
  record({ testResults = [] }) {
    const passed = new Set(
      testResults
        .filter(({ status }) => status === 'passed')
        .map(({ name }) => relative(root, name)),
    );
    this.#good.add(this.files.filter(([file]) => passed.has(file)));
  }
}

function looksAround(closure) {
  return [...closure].some((file) => {
    if (!/\.([cm]?[jt]s|tsx)$/.test(file) || !has(file)) return false;
    return (isTestCode(file) ? LOOKS_AROUND : /process\.cwd\(/).test(read(file));
  });
}
