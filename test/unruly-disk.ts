import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that hangs like a dead mount, or one whose folders cannot be synced, for a process under test. */
export class UnrulyDisk {
  readonly #library: string;
  readonly #turnedOn: string;
  readonly #folder: string;

  /** Compiles what goes into the process; `folder` is the test's own. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#library = join(folder, 'unruly-disk.so');
    this.#turnedOn = join(folder, 'hanging');
    const source = join(import.meta.dirname, 'unruly-disk.c');
    execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-w', '-o', this.#library, source, '-ldl']);
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

  hang(): void {
    writeFileSync(this.#turnedOn, '');
  }

  letGo(): void {
    rmSync(this.#turnedOn, { force: true });
  }
}
