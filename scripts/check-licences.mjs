// Kontor is AGPL-3.0-or-later: every package in the lock file must be under a licence that allows it.
import { read } from './project.mjs';

const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  // File-level copyleft, which the AGPL may embrace.
  'MPL-2.0',
  // Public domain, twice; a table of browsers; a command line parser. None of them runs in production.
  ...['CC0-1.0', 'Unlicense', 'CC-BY-4.0', 'Python-2.0'],
]);

const { packages } = JSON.parse(read('package-lock.json'));
const refused = Object.entries(packages)
  .filter(
    ([path, { license, link }]) => path.includes('node_modules/') && !link && !allowed(license),
  )
  .map(
    ([path, { license }]) => `  ${path.split('node_modules/').at(-1)}: ${license ?? 'none given'}`,
  );

if (refused.length > 0) {
  process.stderr.write(
    `Licences that are not on the list in scripts/check-licences.mjs:\n${refused.join('\n')}\n`,
  );
  process.exit(1);
}

/** SPDX expressions as they occur: one of several is enough, or all of several are needed. */
function allowed(expression) {
  if (expression === undefined) return false;
  const plain = expression.replaceAll(/[()]/g, '');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(allowed);
  return plain.split(' AND ').every((licence) => ALLOWED.has(licence.trim()));
}
