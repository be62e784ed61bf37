import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of its own, in memory, that can really be filled. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  static async mount(
    kilobytes: number,
    owner: { readonly uid: number; readonly gid: number } = { uid: 0, gid: 0 },
  ): Promise<SmallDisk> {
    const path = await mkdtemp(join(tmpdir(), 'kontor-disk-'));
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=700`, 'tmpfs', path]);
    await chown(path, owner.uid, owner.gid);
    return new SmallDisk(path);
  }

  /** To the last byte. */
  async fill(): Promise<void> {
    const error = await writeFile(this.#ballast, Buffer.alloc(64 * 1024 * 1024)).catch(
      (thrown: unknown) => thrown,
    );
    if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ENOSPC') {
      throw new Error('the disk is larger than the ballast');
    }
  }

  async free(): Promise<void> {
    await rm(this.#ballast);
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.path]);
    await rm(this.path, { recursive: true, force: true });
  }

  get #ballast(): string {
    return join(this.path, 'ballast');
  }
}
