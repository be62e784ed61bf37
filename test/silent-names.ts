import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preloadedLibrary } from './preloaded-library.js';

/** Servers of names, for a process under test, that do not answer for `*.silent.test` until they are let go. */
export class SilentNames {
  readonly #library: string;
  readonly #switch: string;
  readonly #asked: string;

  /** Compiles what goes into the process; `folder` is the test's own. */
  constructor(folder: string) {
    this.#library = preloadedLibrary('silent-names', folder);
    this.#switch = join(folder, 'silent');
    this.#asked = join(folder, 'asked');
    writeFileSync(this.#switch, '');
  }

  /** Settings of a process that looks names up here. `*.known.test` is this machine. */
  get env(): Record<string, string> {
    return { LD_PRELOAD: this.#library, SILENT_SWITCH: this.#switch, SILENT_ASKED: this.#asked };
  }

  /** The silent names that were asked for, once for each question. */
  asked(): readonly string[] {
    return existsSync(this.#asked)
      ? readFileSync(this.#asked, 'utf8').split('\n').filter(Boolean)
      : [];
  }

  letGo(): void {
    rmSync(this.#switch, { force: true });
  }
}
