import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const TREE = {
  'package.json': '{ "type": "module" }',
  'src/row.ts': 'export const size: number = 1;\n',
  'src/index.ts': "export { size } from './row.js';\n",
  'src/page.ts':
    "import { size } from './index.js';\nexport const doubled = size * 2;\n" +
    'export function half(n: number) {\n  if (n > 1) return n / 2;\n}\n',
  'src/desk/language/words.ts': "export const word: string = 'word';\n",
  'src/desk/client/page.ts':
    "import { word } from '../language/words.js';\ndocument.title = word;\n",
};

/** Lint and types of what changed, with the real linter and compiler, in a small tree. */
describe('the check of changed code', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-check-code-'));
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const scripts = ['check-code.mjs', 'file-keys.mjs', 'project.mjs'].map(
      (file) => `scripts/${file}`,
    );
    for (const file of ['oxlint.config.mjs', 'tsconfig.json', 'tsconfig.client.json', ...scripts]) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await cp(file, join(folder, file));
    }
    // All that is installed, but a cache of its own.
    await mkdir(join(folder, 'node_modules'));
    for (const name of await readdir('node_modules'))
      if (name !== '.cache')
        await symlink(
          join(process.cwd(), 'node_modules', name),
          join(folder, 'node_modules', name),
        );
    await writeFile(join(folder, '.gitignore'), 'node_modules\n');
    for (const [file, text] of Object.entries(TREE)) await write(file, text);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should find what a change breaks in files that did not change, and say it until it is mended', async () => {
    expect(check()).toBe('');
    await write('src/row.ts', "export const size: string = 'large';\n");
    expect(check()).toContain('src/page.ts');
    expect(check()).toContain('src/page.ts');
    await write('src/row.ts', TREE['src/row.ts']);
    expect(check()).toBe('');
  });

  it('should find it in code for browsers', async () => {
    await write('src/desk/language/words.ts', 'export const word: number = 1;\n');
    expect(check()).toContain('src/desk/client/page.ts');
    await write('src/desk/language/words.ts', TREE['src/desk/language/words.ts']);
    expect(check()).toBe('');
  });

  it('should look at every file again when a rule or an option changes', async () => {
    const rules = await readFile(join(folder, 'oxlint.config.mjs'), 'utf8');
    await write('oxlint.config.mjs', rules.replace('{ max: 400 }', '{ max: 1 }'));
    expect(check()).toContain('src/page.ts');
    await write('oxlint.config.mjs', rules);
    expect(check()).toBe('');
    const options = await readFile(join(folder, 'tsconfig.json'), 'utf8');
    const stricter = options.replace('"strict": true', '"strict": true, "noImplicitReturns": true');
    await write('tsconfig.json', stricter);
    expect(check()).toContain('src/page.ts');
  });

  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };

  function check(): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-code.mjs'], {
      ...{ cwd: folder, encoding: 'utf8' },
    });
    expect(stderr).toBe('');
    expect(status === 0).toBe(stdout === '');
    return stdout;
  }
});
