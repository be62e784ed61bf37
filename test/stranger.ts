import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPacked, type StrangersFolder } from './packed-packages.js';

const root = join(import.meta.dirname, '..');

/** The examples in a folder of their own, as somebody has them who got nothing else. */
export class Stranger {
  readonly folder = mkdtempSync(join(tmpdir(), 'kontor-stranger-'));
  readonly #running: ChildProcess[] = [];
  readonly #installed: StrangersFolder[] = [];

  constructor() {
    cpSync(join(root, 'examples'), join(this.folder, 'examples'), { recursive: true });
  }

  /** `npm install` of an example that uses our packages, packed. */
  async install(example: string, ...packages: readonly string[]): Promise<void> {
    const installed = await installPacked(...packages);
    this.#installed.push(installed);
    const modules = join(this.folder, 'examples', example, 'node_modules');
    symlinkSync(join(installed.path, 'node_modules'), modules);
  }

  /**
   * The same for the server's package. Installing the two hundred packages below it would take minutes: they are links
   * to ours, which is where Node finds them then.
   */
  installServer(example: string): void {
    const modules = join(this.folder, 'examples', example, 'node_modules');
    const server = join(modules, '@kontor/server');
    mkdirSync(server, { recursive: true });
    for (const name of readdirSync(join(root, 'node_modules')))
      if (name !== '@kontor' && !name.startsWith('.'))
        symlinkSync(join(root, 'node_modules', name), join(modules, name));
    const from = join(root, 'packages/server');
    const told = execFileSync('npm', ['pack', '--json', '--pack-destination', this.folder], {
      cwd: from,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [{ filename }] = JSON.parse(told) as [{ filename: string }];
    execFileSync('tar', [
      ...['-xzf', join(this.folder, filename)],
      ...['-C', server, '--strip-components=1'],
    ]);
  }

  /** Resolves with what it printed when it is ready, or has ended. */
  run(example: string, env: Readonly<Record<string, string>>): Promise<string> {
    return this.#start(this.folder, ['examples/run.mjs', example], env);
  }

  /** The same of an example that is no application of a Kontor elsewhere. */
  runFile(example: string, file: string, env: Readonly<Record<string, string>>): Promise<string> {
    return this.#start(join(this.folder, 'examples', example), [file], env);
  }

  async #start(
    cwd: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<string> {
    const child = spawn(process.execPath, args, {
      cwd,
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
        else reject(new Error(`${args.join(' ')} ended with ${status}:\n${output}`));
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
    await Promise.all(this.#installed.map((each) => each.remove()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
