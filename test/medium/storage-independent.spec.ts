import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { sha256, StorageFixture } from './storage-fixture.js';

const run = promisify(execFile);
interface ManifestJson {
  readonly age: string;
  readonly ct: number;
  readonly rs: { readonly k: number; readonly m: number };
}

/**
 * With nobody's code but age, klauspost/reedsolomon, head and tail. Where the body of a shard ends follows
 * from the page on the format: its hash list has 32 bytes for each stripe.
 */
describe('recovery without any code of ours', () => {
  let fixture: StorageFixture;
  let joiner: string;

  beforeAll(async () => {
    fixture = await StorageFixture.open();
    joiner = join(fixture.folder, 'join');
    // Debian's packages lie in GOPATH, as source; nothing is fetched.
    const env = {
      PATH: process.env.PATH,
      HOME: fixture.folder,
      GOCACHE: join(fixture.folder, 'go-cache'),
      GOPATH: '/usr/share/gocode',
      GO111MODULE: 'off',
      CGO_ENABLED: '0',
    };
    const source = join(fixture.folder, 'join.go');
    await copyFile(join(projectRoot, 'test/independent/join.go'), source);
    await run('go', ['build', '-o', joiner, source], { env });
  });
  afterAll(() => fixture.close());
  afterEach(() => rm(join(fixture.folder, 'doc.key'), { force: true }));

  const shell = async (command: string): Promise<Buffer> =>
    (await run('sh', ['-c', command], { encoding: 'buffer', maxBuffer: 2 ** 24 })).stdout;

  it.each([
    { size: 0, lost: [0, 1] },
    { size: 1, lost: [1, 2] },
    { size: 65_537, lost: [0, 5] },
    { size: 5_000_000, lost: [0, 3] },
  ])('should open $size bytes with shards $lost deleted', async ({ size, lost }) => {
    const content = randomBytes(size);
    const documentId = await fixture.newDocument();
    const stored = await fixture.save(documentId, content);
    for (const index of lost) await rm(fixture.shardFile(stored, index));
    const left = [0, 1, 2, 3, 4, 5].filter((index) => !lost.includes(index));

    const any = fixture.shardFile(stored, left[0]!);
    const footer = (await shell(`tail -c 32 ${any}`)).toString('latin1').split(' ');
    const length = Number(footer[2]);
    const line = await shell(`tail -c ${length + 32} ${any} | head -n 1`);
    const { age, ct, rs } = JSON.parse(line.toString('utf8')) as ManifestJson;
    const stripes = Math.max(1, Math.ceil(ct / (rs.k * 262_144)));

    const bodies: string[] = [];
    for (let index = 0; index < rs.k + rs.m; index++) {
      const body = join(fixture.folder, `body-${index}`);
      bodies.push(left.includes(index) ? body : '-');
      if (!left.includes(index)) continue;
      await shell(
        `head -c -${stripes * 32 + length + 32} ${fixture.shardFile(stored, index)} > ${body}`,
      );
    }
    const payload = join(fixture.folder, 'payload');
    await run(joiner, [String(rs.k), String(rs.m), String(ct), payload, ...bodies]);

    const key = join(fixture.folder, 'doc.key');
    const keyring = join(fixture.directories[2]!, 'v1', documentId, 'keyring', '1.age');
    await run('age', ['-d', '-i', fixture.identityFile, '-o', key, keyring]);
    const header = join(fixture.folder, 'header');
    await writeFile(header, age);
    const opened = await shell(`cat ${header} ${payload} | age -d -i ${key}`);
    expect(sha256(opened)).toBe(sha256(content));
  });
});
