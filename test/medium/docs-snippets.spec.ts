import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** What follows `<!-- from examples/… -->` in a page: the code of that file, word for word. */
const SNIPPET = /<!-- from (\S+) -->\n+```\w*\n([\s\S]*?)```/g;

const withoutIndent = (text: string): string => text.replace(/^[ \t]+/gm, '');

describe('code in the documentation', () => {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const snippets = pages.flatMap((page) =>
    [...readFileSync(join(root, 'docs', page), 'utf8').matchAll(SNIPPET)].map(
      ([, file = '', code = '']) => ({ page, file, code }),
    ),
  );

  it('should be there', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(3);
  });

  it('should be run by a test, or say why not', () => {
    const text = readFileSync(join(root, 'docs/integrating.md'), 'utf8');
    const fences = [...text.matchAll(/^```\w+$/gm)].map(({ index }) => index);
    expect(fences.length).toBeGreaterThan(10);
    const unmarked = fences.filter(
      (at) => !/<!-- (?:from \S+|not run: .+) -->\n\n$/.test(text.slice(0, at)),
    );
    expect(unmarked.map((at) => text.slice(at, at + 80))).toEqual([]);
  });

  it.each(snippets)('should be that of $file in $page', ({ file, code }) => {
    expect(withoutIndent(readFileSync(join(root, file), 'utf8'))).toContain(withoutIndent(code));
  });
});
