// Lint and types of the files that changed, and of all that depend on them: the linter asks the compiler about types, and
// the compiler's own errors come from there too, so that types are read once.
// Code for browsers has another library of types, and so a project of its own.
import { matchesGlob } from 'node:path';
import oxlintConfig from '../oxlint.config.mjs';
import { FileKeys, filesOfTree, FoundGood } from './file-keys.mjs';
import { outcomeOf, read, tool } from './project.mjs';

const CLIENT = 'tsconfig.client.json';
const isLinted = (file) =>
  /\.([cm]?[jt]s|[jt]sx)$/.test(file) &&
  !oxlintConfig.ignorePatterns.some((pattern) => matchesGlob(file, pattern));
const isSetting = (file) =>
  /(^|\/)(package(-lock)?|tsconfig[\w.]*)\.json$/.test(file) ||
  ['oxlint.config.mjs', 'scripts/check-code.mjs', 'scripts/file-keys.mjs'].includes(file);

const files = filesOfTree();
const keys = new FileKeys(files, { settings: files.filter(isSetting) });
const [lint, client] = await Promise.all([lintWhatChanged(), checkClient()]);
for (const { ok, said } of [lint, client]) if (!ok) process.stdout.write(said);
process.exitCode = lint.ok && client.ok ? 0 : 1;

async function lintWhatChanged() {
  const good = new FoundGood('lint');
  const due = files
    .filter(isLinted)
    .map((file) => [file, keys.of(file)])
    .filter(([file, key]) => !good.has(file, key));
  if (due.length === 0) return { ok: true, said: '' };
  const flags = ['-c', 'oxlint.config.mjs', '--deny-warnings', '--type-check'];
  const ended = await outcomeOf([
    tool('oxlint/bin/oxlint'),
    ...flags,
    ...due.map(([file]) => file),
  ]);
  good.add(ended.ok ? due : unblamed(due, ended.said));
  return ended;
}

/** Those that no message names, if every message that was counted says where it is. */
function unblamed(due, said) {
  const counted = /^Found (\d+) warnings? and (\d+) errors?\.$/m.exec(said);
  const places = [...said.matchAll(/-\[([^\]\n]+?):\d+:\d+\]$/gm)].map(([, file]) => file);
  if (counted === null || Number(counted[1]) + Number(counted[2]) !== places.length) return [];
  return due.filter(([file]) => !places.includes(file));
}

async function checkClient() {
  const good = new FoundGood('client-types');
  const { include } = JSON.parse(read(CLIENT));
  const key = files
    .filter((file) => include.some((folder) => file.startsWith(`${folder}/`)))
    .map((file) => keys.of(file))
    .join();
  if (good.has(CLIENT, key)) return { ok: true, said: '' };
  const ended = await outcomeOf([tool('typescript/bin/tsc'), '-p', CLIENT]);
  if (ended.ok) good.add([[CLIENT, key]]);
  return ended;
}
