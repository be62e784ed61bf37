import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Door } from './door.js';
import { S3Fixture } from './medium/storage-s3-fixture.js';
import type { RunningS3 } from './running-s3.js';
import { startCeph } from './start-ceph.js';

export interface Place {
  readonly kind: 'directory' | 'bucket';
  /** It fails in all it is asked, until the returned function is called. */
  leave(): Promise<() => Promise<void>>;
}

/** Four directories and two buckets that several instances share, 4+2; each of them can be unreachable. */
export class Places {
  private constructor(
    readonly all: readonly Place[],
    /** Settings of an instance. */
    readonly env: Readonly<Record<string, string>>,
    private readonly ceph: RunningS3,
    private readonly doors: readonly Door[],
  ) {}

  static async in(folder: string): Promise<Places> {
    const ceph = await startCeph();
    const fixture = new S3Fixture(ceph);
    await fixture.makeBucket();
    fixture.close();
    const folders = [1, 2, 3, 4].map((n) => join(folder, `disk-${n}`));
    for (const one of folders) await mkdir(one);
    const doors = [await Door.before(ceph.endpoint), await Door.before(ceph.endpoint)];
    const file = join(folder, 'storage.json');
    const providers = [
      ...folders.map((one, i) => ({ name: `disk-${i + 1}`, url: `file://${one}` })),
      ...doors.map((door, i) => bucketBehind(door, ceph, i + 1)),
    ];
    await writeFile(file, JSON.stringify({ k: 4, m: 2, min_durable: 5, providers }));
    const keys = [1, 2].flatMap((n) => [
      [`KONTOR_S3_FAR_${n}_ACCESS_KEY_ID`, ceph.accessKeyId],
      [`KONTOR_S3_FAR_${n}_SECRET_ACCESS_KEY`, ceph.secretAccessKey],
    ]);
    const env = { KONTOR_STORAGE: file, ...(Object.fromEntries(keys) as Record<string, string>) };
    return new Places([...folders.map(directory), ...doors.map(bucket)], env, ceph, doors);
  }

  async stop(): Promise<void> {
    await Promise.all(this.doors.map((door) => door.shut()));
    await this.ceph.stop();
  }
}

function bucketBehind({ url }: Door, { region }: RunningS3, n: number) {
  const query = `endpoint=${url}&region=${region}&path_style=true`;
  return { name: `far-${n}`, url: `s3://${S3Fixture.bucket}/far-${n}?${query}` };
}

const directory = (path: string): Place => ({
  kind: 'directory',
  async leave() {
    await rename(path, `${path}-away`);
    await writeFile(path, '');
    return async () => {
      await rm(path);
      await rename(`${path}-away`, path);
    };
  },
});

const bucket = (door: Door): Place => ({
  kind: 'bucket',
  async leave() {
    await door.shut();
    return () => door.open();
  },
});
