import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MESSAGES } from '../desk/language/messages.js';
import { projectRoot } from '../platform/config/project-root.js';
import { CAUSES } from './causes.js';
import { causeOf, found, type CauseCode } from './connection.js';

const codes = Object.keys(CAUSES) as CauseCode[];
const placesIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('causes', () => {
  it('should stand in docs/deploying.md as the code says them', async () => {
    const page = await readFile(join(projectRoot, 'docs/deploying.md'), 'utf8');
    const [, causes = ''] = page.split('The causes, by the name');
    const rows = causes
      .split('\n')
      .filter((line) => /^\| `[a-z-]+` +\|/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      );
    const wanted = codes.map((code) => [`\`${code}\``, CAUSES[code].cause, CAUSES[code].fix]);
    expect(rows.filter(([code]) => code !== undefined)).toEqual(wanted);
  });

  it.each(['de', 'fr'] as const)('should name the same facts in %s', (locale) => {
    const { causes } = MESSAGES[locale];
    for (const code of codes) {
      const { cause, fix } = causes[code];
      expect([code, placesIn(cause + fix)]).toEqual([
        code,
        placesIn(CAUSES[code].cause + CAUSES[code].fix),
      ]);
      expect([code, cause + fix]).toEqual([code, expect.not.stringContaining('ß')]);
    }
  });

  it('should put the facts in their places', () => {
    const { cause, fix } = causeOf(found('connection-refused', { address: 'x', setting: 'Y' }));
    expect([cause, fix]).toEqual(['Nothing listens at x.', 'Start the system, or correct Y.']);
  });
});
