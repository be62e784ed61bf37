import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

interface Options {
  readonly textOf: (file: string) => string;
  readonly settings: readonly string[];
  readonly versions: string;
}
const script = pathToFileURL(join(import.meta.dirname, 'file-keys.mjs')).href;
const { FileKeys } = (await import(script)) as {
  readonly FileKeys: new (
    files: readonly string[],
    options: Options,
  ) => { of(file: string): string };
};

const tree = {
  'src/page.tsx': "import { list } from './documents/index.js';",
  'src/documents/index.ts':
    "export { list } from './list.js';\nexport type { Row } from './row.js';",
  'src/documents/list.ts': "import type { Row } from './row.js'; const all = [] as Row[];",
  'src/documents/row.ts': "import { page } from '../page.js';",
  'src/documents/formats.spec.ts':
    "const table = new URL('../../config/formats.json', import.meta.url);",
  'src/migrations.ts': 'const folder = "../migrations/";',
  'src/client.ts': "import { Kontor } from '@kontor/client';",
  'src/alone.ts': "import { readFile } from 'node:fs/promises';",
  'src/early.ts': "import { later } from './later.js';",
  'config/formats.json': '{}',
  'migrations/first.ts': '',
  'packages/client/src/kontor.ts': '',
  'tsconfig.json': '{}',
};

/** The files whose key is another one in the changed tree. */
function changedBy(changes: Readonly<Record<string, string>>, versions = 'v24'): readonly string[] {
  const keysIn = (texts: Readonly<Record<string, string>>, installed: string) => {
    const keys = new FileKeys(Object.keys(texts), {
      ...{ textOf: (file) => texts[file] ?? '', settings: ['tsconfig.json'], versions: installed },
    });
    return Object.keys(tree).map((file) => [file, keys.of(file)] as const);
  };
  const before = new Map(keysIn(tree, 'v24'));
  return keysIn({ ...tree, ...changes }, versions).flatMap(([file, key]) =>
    before.get(file) === key ? [] : [file],
  );
}

describe('the key of a file', () => {
  it('should change with what it imports, through others and in circles, and with nothing else', () => {
    const circle = [
      'src/page.tsx',
      'src/documents/index.ts',
      'src/documents/list.ts',
      'src/documents/row.ts',
    ];
    expect(
      changedBy({ 'src/documents/row.ts': "import { page } from '../page.js'; // x" }),
    ).toEqual(circle);
    expect(changedBy({ 'src/alone.ts': '' })).toEqual(['src/alone.ts']);
  });

  it('should change with data, folders and packages of ours that it names', () => {
    expect(changedBy({ 'config/formats.json': '[]' })).toEqual([
      'src/documents/formats.spec.ts',
      'config/formats.json',
    ]);
    expect(changedBy({ 'migrations/second.ts': '' })).toEqual(['src/migrations.ts']);
    expect(changedBy({ 'packages/client/src/kontor.ts': '//' })).toEqual([
      'src/client.ts',
      'packages/client/src/kontor.ts',
    ]);
  });

  it('should change when something comes to lie where nothing was', () => {
    expect(changedBy({ 'src/later.tsx': '' })).toEqual(['src/early.ts']);
    expect(changedBy({ 'src/documents/list.tsx': '' })).toContain('src/page.tsx');
  });

  it('should change for every file with a setting, a version, and types that everybody sees', () => {
    const all = Object.keys(tree);
    expect(changedBy({ 'tsconfig.json': '{ }' })).toEqual(all);
    expect(changedBy({}, 'v25')).toEqual(all);
    expect(changedBy({ 'src/anywhere.d.ts': '' })).toEqual(all);
    expect(changedBy({ 'src/anywhere.ts': "declare module 'fastify' {}" })).toEqual(all);
  });
});
