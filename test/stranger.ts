import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The examples in a folder of their own, as somebody has them who got nothing else. */
export class Stranger {
  readonly folder = mkdtempSync(join(tmpdir(), 'kontor-stranger-'));
  readonly #running: ChildProcess[] = [];

  constructor() {
    cpSync(join(root, 'examples'), join(this.folder, 'examples'), { recursive: true });
  }

  /** `npm install` of an example, without network: packages of this checkout, packed, and what they depend on. */
  install(example: string): void {
    const folder = join(this.folder, 'examples', example);
    const packages = join(this.folder, 'packages');
    mkdirSync(packages, { recursive: true });
    const names = new Set<string>();
    const add = (name: string): void => {
      if (names.has(name)) return;
      names.add(name);
      Object.keys(manifestOf(join(root, 'node_modules', name)).dependencies ?? {}).forEach(add);
    };
    Object.keys(manifestOf(folder).dependencies ?? {}).forEach(add);
    const npm = (...args: readonly string[]): string =>
      execFileSync('npm', args, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const packed = [...names].map((name) => {
      const from = join(root, 'node_modules', name);
      const told = npm('pack', from, '--json', '--ignore-scripts', '--pack-destination', packages);
      const [{ filename }] = JSON.parse(told) as [{ filename: string }];
      return join(packages, filename);
    });
    npm(
      'install',
      '--offline',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      ...packed,
    );
  }

  /** Resolves with what it printed when it is ready, or has ended. */
  async run(example: string, env: Readonly<Record<string, string>>): Promise<string> {
    const child = spawn(process.execPath, ['examples/run.mjs', example], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.push(child);
    let output = '';
    await new Promise<void>((resolve, reject) => {
      const take = (piece: Buffer): void => {
        output += piece.toString();
        if (output.includes('The example is ready')) resolve();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('close', (status) => {
        if (status === 0) resolve();
        else reject(new Error(`${example} ended with ${status}:\n${output}`));
      });
    });
    return output;
  }

  async leave(): Promise<void> {
    for (const child of this.#running) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
