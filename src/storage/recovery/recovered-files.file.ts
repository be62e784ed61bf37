import { link, mkdir, open, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { recoveryTargetNotEmpty } from '../storage.errors.js';
import { RecoveredFiles } from './recovered-files.js';

/** A folder that was empty when we came. Files are readable by their owner alone: they are plaintext. */
export class RecoveredFolder extends RecoveredFiles {
  private constructor(private readonly root: string) {
    super();
  }

  static async open(root: string): Promise<RecoveredFolder> {
    await mkdir(root, { recursive: true, mode: 0o700 });
    if ((await readdir(root)).length > 0) throw recoveryTargetNotEmpty(root);
    return new RecoveredFolder(root);
  }

  async write(folder: string, name: string, content: Readable): Promise<string> {
    await mkdir(join(this.root, folder), { recursive: true, mode: 0o700 });
    const file = join(this.root, folder, name);
    const part = `${file}.part`;
    const handle = await open(part, 'wx', 0o600);
    try {
      await pipeline(content, handle.createWriteStream({ flush: true }));
      await moveTo(file, part);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await unlink(part).catch(() => undefined);
      throw error;
    }
    return join(folder, name);
  }

  async writeText(name: string, text: string): Promise<void> {
    await writeFile(join(this.root, name), text, { flag: 'wx', mode: 0o600 });
  }
}

/** A link is refused where a file is; file systems without links get the plain way. */
async function moveTo(file: string, part: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await rename(part, file);
    return;
  }
  await unlink(part);
}
