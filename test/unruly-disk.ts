import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preloadedLibrary } from './preloaded-library.js';

/** A folder that hangs like a dead mount, or one whose folders cannot be synced, for a process under test. */
export class UnrulyDisk {
  readonly #library: string;
  readonly #turnedOn: string;
  readonly #folder: string;

  /** Compiles what goes into the process; `folder` is the test's own. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#library = preloadedLibrary('unruly-disk', folder);
    this.#turnedOn = join(folder, 'hanging');
  }

  /** Settings of a process whose calls below `place` hang while the switch is on. */
  hanging(place: string): Record<string, string> {
    return {
      LD_PRELOAD: this.#library,
      UNRULY_SWITCH: this.#turnedOn,
      UNRULY_HANGING: join(this.#folder, place),
    };
  }

  /** Settings of a process that cannot sync folders below `place`. */
  unsynced(place: string): Record<string, string> {
    return { LD_PRELOAD: this.#library, UNRULY_UNSYNCED: join(this.#folder, place) };
  }

  /** Settings of a process whose first sync of each file below `place` fails. */
  failing(place: string): Record<string, string> {
    return { LD_PRELOAD: this.#library, UNRULY_FAILING: join(this.#folder, place) };
  }

  /** Settings of a process after whose end `afterPowerFailure` tells what was synced below `place`. */
  powered(place: string): Record<string, string> {
    for (const name of ['contents', 'folders'])
      mkdirSync(join(this.#kept, name), { recursive: true });
    return {
      LD_PRELOAD: this.#library,
      UNRULY_KEPT: this.#kept,
      UNRULY_POWERED: join(this.#folder, place),
    };
  }

  /**
   * Writes to `target` what a power failure leaves of `place`, no more than POSIX promises: a file has the content of
   * its last sync, and a folder the entries of its own. An entry whose file was never synced is an empty file.
   */
  afterPowerFailure(place: string, target: string): void {
    this.#rebuild(join(this.#folder, place), join(this.#folder, target));
  }

  #rebuild(folder: string, into: string): void {
    mkdirSync(into, { recursive: true, mode: 0o700 });
    const listing = join(this.#kept, 'folders', folder.replaceAll('/', '%'));
    if (!existsSync(listing)) return;
    for (const line of readFileSync(listing, 'utf8').split('\n').slice(0, -1)) {
      const [key = '', name = ''] = line.split(' ');
      const content = join(this.#kept, 'contents', key);
      if (key === 'folder') this.#rebuild(join(folder, name), join(into, name));
      else if (existsSync(content)) copyFileSync(content, join(into, name));
      else writeFileSync(join(into, name), '');
    }
  }

  get #kept(): string {
    return join(this.#folder, 'kept');
  }

  hang(): void {
    writeFileSync(this.#turnedOn, '');
  }

  letGo(): void {
    rmSync(this.#turnedOn, { force: true });
  }
}
