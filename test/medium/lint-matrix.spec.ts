import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** Each of these stands for a whole row of the tables in ARCHITECTURE.md. */
const faults: [name: string, file: string, source: string, rule: string][] = [
  [
    'storage knowing documents',
    'src/storage/place.ts',
    from('../documents/index.js'),
    'no-restricted-imports',
  ],
  [
    'documents knowing storage',
    'src/documents/list.ts',
    from('../storage/index.js'),
    'no-restricted-imports',
  ],
  [
    'access knowing the desk',
    'src/access/who.ts',
    from('../desk/index.js'),
    'no-restricted-imports',
  ],
  [
    'the playground knowing the product',
    'playground/a.ts',
    from('../src/storage/index.js'),
    'no-restricted-imports',
  ],
  [
    'a package knowing the product',
    'packages/client/src/a.ts',
    from('../../../src/storage/index.js'),
    'no-restricted-imports',
  ],
  [
    'a package for browsers with a disk',
    'packages/client/src/b/c.ts',
    from('node:fs'),
    'no-restricted-imports',
  ],
  [
    'the product knowing the playground',
    'src/desk/a.module.ts',
    from('../../playground/index.js'),
    'no-restricted-imports',
  ],
  [
    'a folder below knowing a module',
    'src/storage/shards/b.s3.ts',
    from('../../documents/index.js'),
    'no-restricted-imports',
  ],
  [
    'going past an index',
    'src/documents/c.use-case.ts',
    from('../version-archive/version-group.js'),
    'no-restricted-imports',
  ],
  [
    'going past an index from below',
    'src/desk/parts/d.tsx',
    from('../../documents/document.js'),
    'no-restricted-imports',
  ],
  [
    'platform knowing a module',
    'src/platform/http/e.ts',
    from('../../access/index.js'),
    'no-restricted-imports',
  ],
  [
    'a pure core reaching out',
    'src/storage/erasure/f.ts',
    from('../object-store.js'),
    'no-restricted-imports',
  ],
  ['a pure core with a disk', 'src/storage/seal/g.ts', from('node:fs'), 'no-restricted-imports'],
  [
    'a pure core knowing platform',
    'src/instruction-xml/render/h.ts',
    from('../../platform/clock/clock.js'),
    'no-restricted-imports',
  ],
  [
    'a domain file with Nest',
    'src/documents/i.ts',
    from('@nestjs/common'),
    'no-restricted-imports',
  ],
  ['a domain file with a database', 'src/documents/j.ts', from('kysely'), 'no-restricted-imports'],
  [
    'a domain file with an adapter',
    'src/documents/k.ts',
    from('./k.kysely.js'),
    'no-restricted-imports',
  ],
  [
    'a domain file with a use case',
    'src/documents/l.ts',
    from('./l.use-case.js'),
    'no-restricted-imports',
  ],
  [
    'a use case with an adapter',
    'src/documents/m.use-case.ts',
    from('./m.kysely.js'),
    'no-restricted-imports',
  ],
  ['a use case with HTTP', 'src/documents/n.use-case.ts', from('fastify'), 'no-restricted-imports'],
  [
    'a controller with a repository',
    'src/documents/o.controller.ts',
    from('./o.repository.js'),
    'no-restricted-imports',
  ],
  [
    'an adapter with a use case',
    'src/documents/p.kysely.ts',
    from('./p.use-case.js'),
    'no-restricted-imports',
  ],
  ['browser code with Node', 'src/desk/client/q.ts', from('node:crypto'), 'no-restricted-imports'],
  [
    'sources with tests',
    'src/documents/r.ts',
    from('../../test/start-kontor.js'),
    'no-restricted-imports',
  ],
  [
    'the environment outside the settings',
    'src/documents/s.ts',
    'export const s = process.env.S;\n',
    'no-process-env',
  ],
  [
    'a console in the sources',
    'src/documents/t.ts',
    "console.log('t');\nexport {};\n",
    'no-console',
  ],
  [
    'any',
    'src/documents/u.ts',
    'export const u = (value: any): unknown => value;\n',
    'no-explicit-any',
  ],
  [
    'a promise nobody waits for',
    'src/documents/v.ts',
    'const v = async () => 1;\nv();\nexport {};\n',
    'no-floating-promises',
  ],
  [
    'a room looking into one above it',
    'src/documents/formats/r.ts',
    from('../content/content-intake.js'),
    'no-restricted-imports',
  ],
  [
    'a room looking into another module',
    'src/documents/formats/s.ts',
    from('../../storage/index.js'),
    'no-restricted-imports',
  ],
  [
    'a file of plain rules in a room knowing the framework',
    'src/documents/formats/t.ts',
    from('@nestjs/common'),
    'no-restricted-imports',
  ],
  ['a long file', 'src/documents/w.ts', lines(401), 'max-lines'],
  [
    'a long function',
    'src/documents/x.ts',
    `export function x() {\n${lines(61)}}\n`,
    'max-lines-per-function',
  ],
  [
    'a circle',
    'src/documents/y.ts',
    "import { z } from './z.js';\nexport const y = () => z();\n",
    'no-cycle',
  ],
];

const allowed: [name: string, file: string, source: string][] = [
  ['a dictionary of any length', 'src/desk/language/dictionary.ts', lines(401)],
  [
    'a table entry through its index',
    'src/documents/a1.use-case.ts',
    from('../version-archive/index.js'),
  ],
  ['the same from below', 'src/desk/parts/b1.tsx', from('../../documents/index.js')],
  [
    'a room below, and the root of the module',
    'src/documents/content/b2.ts',
    "export * from '../registry/document-title.js';\nexport * from '../documents.errors.js';\n",
  ],
  [
    'a room beside it that is called like a module',
    'src/desk/status/b3.tsx',
    from('../parts/layout.js'),
  ],
  ['platform', 'src/storage/c1.ts', from('../platform/errors/app-error.js')],
  ['an adapter with its database', 'src/documents/d1.kysely.ts', from('kysely')],
  ['a module file with its adapters', 'src/documents/e1.module.ts', from('./e1.kysely.js')],
  ['a test with anything', 'src/documents/f1.spec.ts', from('../storage/index.js')],
  ['the root with everything', 'src/g1.ts', from('./storage/index.js')],
  [
    'the environment in the settings',
    'src/platform/config/h1.ts',
    'export const h = process.env.H;\n',
  ],
];

describe('the linter', () => {
  let folder: string;
  let found: Map<string, string[]>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-lint-'));
    for (const file of ['oxlint.config.mjs', 'tsconfig.json']) await cp(file, join(folder, file));
    await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    await plant(
      'src/documents/z.ts',
      "import { y } from './y.js';\nexport const z = (): number => y();\n",
    );
    for (const [, file, source] of [...faults, ...allowed]) await plant(file, source);
    found = await lint();
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(faults)('should refuse %s', (_name, file, _source, rule) => {
    expect(found.get(file)?.join(' ')).toContain(`(${rule})`);
  });

  it.each(allowed)('should allow %s', (_name, file) => {
    expect(found.get(file)?.filter((code) => /restricted|process-env/.test(code)) ?? []).toEqual(
      [],
    );
  });

  it('should hold the table of ARCHITECTURE.md', async () => {
    const { mayUse } = await enforcedTables();
    const rows = (await tableOf('module', 'what it is for')).filter(
      ([, module]) => module !== 'platform',
    );
    const house = rows.map((cells) => cells[1] ?? '');
    const table = rows.map(([, module = '', , uses = '']) => [
      module,
      house.filter((h) => (uses === 'every module' ? h !== module : uses.includes(h))),
    ]);
    const enforced = house.map((module) => [
      module,
      house.filter((other) => mayUse[module]?.includes(other)),
    ]);
    expect(table).toEqual(enforced);
    // The command line and `platform` stand in words below the table.
    expect(Object.keys(mayUse).toSorted()).toEqual([...house, 'command-line'].toSorted());
    expect([...Object.keys(mayUse), 'platform'].toSorted()).toEqual(await foldersIn('src'));
  });

  it('should hold the rooms of ARCHITECTURE.md, which are the folders on the disk', async () => {
    const { rooms } = await enforcedTables();
    const documented: Record<string, Record<string, string[]>> = {};
    let module = '';
    for (const [, named, room = '', about = '', uses = ''] of await tableOf('module', 'room')) {
      module = named || module;
      for (const each of room === 'one per page' ? listed(about) : [room])
        (documented[module] ??= {})[each] = listed(uses);
    }
    const enforced = Object.entries(rooms).map(([name, table]) => [
      name,
      Object.fromEntries(
        Object.entries(table).map(([room, others]) => [room, others.toSorted()] as const),
      ),
    ]);
    expect(documented).toEqual(Object.fromEntries(enforced));
    for (const name of await foldersIn('src')) {
      // Its folders are in a table of their own; the one folder there is a pure core, which has its own rule.
      if (['platform', 'instruction-xml'].includes(name)) continue;
      expect([name, Object.keys(rooms[name] ?? {}).toSorted()]).toEqual([
        name,
        await foldersIn(join('src', name)),
      ]);
    }
  });

  it('should hold the folders of platform', async () => {
    const documented = (await tableOf('folder', 'for')).map(([, name]) => name);
    expect(documented).toEqual(await foldersIn(join('src', 'platform')));
  });

  async function plant(file: string, source: string): Promise<void> {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), source);
  }

  /** file → codes of the rules it breaks */
  async function lint(): Promise<Map<string, string[]>> {
    const oxlint = join(process.cwd(), 'node_modules/oxlint/bin/oxlint');
    const args = [oxlint, '-c', 'oxlint.config.mjs', '--format=json'];
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_error, stdout) =>
        resolve(stdout),
      );
    });
    const { diagnostics } = JSON.parse(output) as {
      diagnostics: { code: string; filename: string }[];
    };
    const byFile = new Map<string, string[]>();
    for (const { code, filename } of diagnostics) {
      const file = filename.startsWith('/') ? relative(folder, filename) : filename;
      byFile.set(file, [...(byFile.get(file) ?? []), code]);
    }
    return byFile;
  }
});

async function enforcedTables() {
  const config = pathToFileURL(join(process.cwd(), 'oxlint.config.mjs')).href;
  return (await import(config)) as {
    mayUse: Record<string, string[]>;
    rooms: Record<string, Record<string, string[]>>;
  };
}

/** The rows of the table in ARCHITECTURE.md whose head begins with these words. */
async function tableOf(...head: string[]): Promise<string[][]> {
  const rows = (await readFile('ARCHITECTURE.md', 'utf8'))
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const begin = rows.findIndex((cells) => head.every((word, i) => cells[i + 1] === word));
  const end = rows.findIndex((cells, i) => i > begin && cells.length === 1);
  return rows.slice(begin + 2, end);
}

const listed = (cell: string) => (cell === '–' ? [] : cell.split(', ').toSorted());

/** Folders with something in them: git forgets an empty one, a disk does not. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath }) => relative(folder, parentPath).split('/')[0] ?? '');
  return [...new Set(paths)].filter((name) => name !== '').toSorted();
}

function from(path: string): string {
  return `import * as all from '${path}';\nexport const used = all;\n`;
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `void ${index};\n`).join('');
}
