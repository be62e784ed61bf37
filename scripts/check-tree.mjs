// Rules that no linter has, for every file in git: paths of one machine, leftovers, empty names, bags, French spaces,
// rows of the linter's tables that nobody uses.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bagFaults } from './check-bags.mjs';
import { frenchFaults } from './check-french.mjs';
import { tableFaults } from './check-tables.mjs';
import { root } from './project.mjs';

const isTest = (file) => /^(test|bench)\/|\.(spec|conformance)\.tsx?$/.test(file);
const isContainer = (file) => /^(Dockerfile|docker-compose\.yml)$/.test(file);
const word = (...parts) => parts.join('');

const rules = [
  {
    says: 'a path of one machine',
    pattern: /(?<![\w.~$})-])\/(work|tmp|home|root|Users)\/\w/,
    where: (file) => !isTest(file) && !isContainer(file),
  },
  { says: 'a leftover note', pattern: new RegExp(word('\\b(TO', 'DO|FIX', 'ME)\\b')) },
  {
    says: 'a registry host; set omit-lockfile-registry-resolved=true in .npmrc',
    pattern: /"resolved": "https?:/,
    where: (file) => file === 'package-lock.json',
  },
  {
    says: 'a private key',
    pattern: new RegExp(word('AGE-SECRET', '-KEY-1[0-9A-Z]{20}|BEGIN [A-Z ]*PRIVATE', ' KEY')),
    where: (file) => !isTest(file),
  },
  {
    says: 'a test that is left out, or runs alone',
    pattern: /\b(it|test|describe)\.(only|skip|todo)\b|\b[xf](it|describe)\(/,
    where: (file) => /\.spec\.tsx?$/.test(file),
  },
  {
    says: 'a limit for one test that is shorter than the five minutes of jest.config.mjs',
    pattern: /^ *\}, ([1-9]\d?|[12]\d\d)_000\);$/m,
    where: (file) => /^test\/.*\.ts$/.test(file),
  },
];

const emptyName = /(^|[-.])(helpers?|utils?|managers?|common|misc)([-.]|$)/;

const files = tracked();
const faults = [
  ...files.flatMap((file) => [
    ...(emptyName.test(basename(file)) ? [`${file}: a name that says nothing`] : []),
    ...faultsIn(file),
  ]),
  ...bagFaults(files, textOf),
  ...frenchFaults(files, textOf),
  ...tableFaults(files, textOf),
];

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
}

function tracked() {
  const args = ['-c', `safe.directory=${root}`, 'ls-files', '-z'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
}

function faultsIn(file) {
  const applying = rules.filter(({ where }) => where === undefined || where(file));
  const text = textOf(file);
  if (text === undefined || !applying.some(({ pattern }) => pattern.test(text))) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      applying
        .filter(({ pattern }) => pattern.test(line))
        .map(({ says }) => `${file}:${index + 1}: ${says}`),
    );
}

/** Undefined for binary files, and for files deleted but not yet committed. */
function textOf(file) {
  try {
    const text = readFileSync(join(root, file), 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
