import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

interface Tables {
  readonly mayUse: Readonly<Record<string, readonly string[]>>;
  readonly rooms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
const script = pathToFileURL(join(import.meta.dirname, 'check-tables.mjs')).href;
const { tableFaults } = (await import(script)) as {
  tableFaults(
    files: readonly string[],
    textOf: (file: string) => string | undefined,
    tables: Tables,
  ): readonly string[];
};

const sources: Readonly<Record<string, string>> = {
  'src/desk/desk.module.ts': "import { A } from '../storage/index.js';",
  'src/desk/page/page.ts': "export { b } from '../parts/b.js';",
  'src/desk/page/page.spec.ts': "import { c } from '../language/c.js';",
  'src/storage/index.ts': "const later = () => import('../directory/index.js');",
};
const tables = {
  mayUse: { desk: ['storage', 'access'], storage: ['directory'], 'command-line': ['desk'] },
  rooms: { desk: { page: ['parts', 'language'], parts: [], language: [] } },
};
const faults = () => tableFaults(Object.keys(sources), (file) => sources[file], tables);

describe('the tables of who may import whom', () => {
  it('should have no row that only a test uses, or nobody', () => {
    expect(faults()).toEqual([
      expect.stringContaining('desk may use access and does not'),
      expect.stringContaining('desk/page may use desk/language and does not'),
    ]);
  });
});
