import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { S3Fixture } from '../medium/storage-s3-fixture.js';
import { startCeph } from '../start-ceph.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import type { RunningS3 } from '../running-s3.js';

let folder: string;
let ceph: RunningS3;
let fixture: S3Fixture;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-buckets-'));
  ceph = await startCeph();
  fixture = new S3Fixture(ceph);
  await fixture.makeBucket();
});
afterAll(async () => {
  fixture?.close();
  await ceph?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Three directories and three buckets, 4+2; the last bucket may be at a server that is not there. */
async function start(name: string, lastEndpoint = ceph.endpoint): Promise<RunningKontor> {
  const numbers = [1, 2, 3];
  const disks = numbers.map((n) => ({ name: `disk-${n}`, url: `file://${folder}/${name}/${n}` }));
  const buckets = numbers.map((n) => {
    const endpoint = n === 3 ? lastEndpoint : ceph.endpoint;
    const query = `endpoint=${endpoint}&region=${ceph.region}&path_style=true`;
    return { name: `far-${n}`, url: `s3://${S3Fixture.bucket}/${name}/${n}?${query}` };
  });
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify({ k: 4, m: 2, providers: [...disks, ...buckets] }));
  const keys = numbers.flatMap((n) => [
    [`KONTOR_S3_FAR_${n}_ACCESS_KEY_ID`, ceph.accessKeyId],
    [`KONTOR_S3_FAR_${n}_SECRET_ACCESS_KEY`, ceph.secretAccessKey],
  ]);
  return startKontor({ KONTOR_STORAGE: file, ...Object.fromEntries(keys) });
}

async function upload(kontor: RunningKontor, bytes: Buffer): Promise<string> {
  const body = new Uint8Array(bytes);
  const answer = await kontor.fetchAs('alice', '/api/documents?title=Report.txt', {
    method: 'POST',
    body,
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** With a shard at each place. On a busy machine the gateway may be late for one, which a save rightly leaves behind. */
async function uploadWhole(kontor: RunningKontor, bytes: Buffer): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const id = await upload(kontor, bytes);
    const shards = await shardsOf(kontor, id);
    if (attempt === 5) expect(shards).toEqual({ present: 6, required: 4, total: 6 });
    if ((shards as { present: number }).present === 6) return id;
  }
}

async function download(kontor: RunningKontor, id: string): Promise<Buffer> {
  const answer = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function shardsOf(kontor: RunningKontor, id: string): Promise<unknown> {
  const answer = await kontor.fetchAs('alice', `/api/documents/${id}/versions`);
  return ((await answer.json()) as { versions: { shards: unknown }[] }).versions[0]?.shards;
}

interface Place {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string | null;
}

/** What admins read of a place; asked until it says so, for buckets are tried out in the background. */
async function placeOf(kontor: RunningKontor, name: string, isThere: (place: Place) => boolean) {
  for (;;) {
    const answer = await kontor.fetchAs('admin', '/health/ready');
    const { checks } = (await answer.json()) as { checks: Place[] };
    const place = checks.find((check) => check.name === `storage-place ${name}`);
    if (place !== undefined && isThere(place)) return place;
  }
}

const text = (size: number): Buffer => Buffer.from(randomBytes(size / 2).toString('hex'));

describe('directories and buckets in one layout', () => {
  it('should give back everything after one directory and one bucket were lost', async () => {
    const kontor = await start('mixed');
    try {
      const contents = [text(2_000), text(3_000_000), text(40_000_000)];
      const ids: string[] = [];
      for (const content of contents) ids.push(await uploadWhole(kontor, content));
      for (const [i, id] of ids.entries()) {
        expect((await download(kontor, id)).equals(contents[i]!)).toBe(true);
      }
      await rm(join(folder, 'mixed', '2'), { recursive: true });
      expect(await fixture.empty('mixed/2/')).toBeGreaterThan(3);
      for (const [i, id] of ids.entries()) {
        expect((await download(kontor, id)).equals(contents[i]!)).toBe(true);
      }
    } finally {
      await kontor.stop();
    }
  });

  it('should start and save while one bucket is unreachable, and say so', async () => {
    const kontor = await start('unreachable', 'http://127.0.0.1:9');
    try {
      const content = text(100_000);
      const id = await upload(kontor, content);
      expect(await shardsOf(kontor, id)).toEqual({ present: 5, required: 4, total: 6 });
      expect((await download(kontor, id)).equals(content)).toBe(true);
      expect(await placeOf(kontor, 'far-3', ({ ok }) => !ok)).toMatchObject({ ok: false });
      expect(await placeOf(kontor, 'far-1', ({ detail }) => detail !== null)).toMatchObject({
        ok: true,
        detail: 'conditional PUT yes, Content-MD5 enforced yes',
      });
    } finally {
      await kontor.stop();
    }
  });
});
