import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

export interface PackedPackage {
  readonly name: string;
  /** Paths of the files in it. */
  readonly files: readonly string[];
  readonly tarball: string;
}

/** An empty folder of a stranger, where packages of ours were packed and installed. */
export interface StrangersFolder {
  readonly path: string;
  readonly packed: readonly PackedPackage[];
  remove(): Promise<void>;
}

/**
 * Packs folders of `packages/` as they would be published, and installs them into a new folder, as a stranger does.
 * No network: what they depend on is packed from our own node_modules. Ours are packed as they were built before the
 * tests: packing would build them again, under the eyes of other tests.
 */
export async function installPacked(...names: readonly string[]): Promise<StrangersFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'kontor-stranger-')));
  const own = names.map((name) => join(root, 'packages', name));
  const others = [...(await dependenciesOf(own))].filter((folder) => !own.includes(folder));
  const packed = await pack([...own, ...others], path);
  await writeFile(
    join(path, 'package.json'),
    '{ "name": "stranger", "private": true, "type": "module" }\n',
  );
  await npm(path, [
    ...['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'],
    ...packed.map(({ tarball }) => tarball),
  ]);
  return {
    path,
    packed: packed.slice(0, own.length),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Folders of all packages that these need at run time, however deep. */
async function dependenciesOf(folders: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { dependencies = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) {
      const needed = await realpath(join(root, 'node_modules', name));
      if (!found.has(needed)) waiting.push(needed);
      found.add(needed);
    }
  }
  return found;
}

async function pack(folders: readonly string[], into: string): Promise<PackedPackage[]> {
  const { stdout } = await npm(root, [
    ...['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', into],
    ...folders.map((folder) => `file:${folder}`),
  ]);
  const listed: { name: string; filename: string; files: { path: string }[] }[] =
    JSON.parse(stdout);
  return listed.map(({ name, filename, files }) => ({
    name,
    files: files.map((file) => file.path),
    tarball: join(into, filename.replace('@', '').replace('/', '-')),
  }));
}

/** Settings of the npm that runs the tests would go before those of the folder. */
function npm(cwd: string, args: readonly string[]) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_cache$)/i.test(name)),
  );
  return run('npm', [...args], { cwd, env, maxBuffer: 16 * 1024 * 1024 });
}
