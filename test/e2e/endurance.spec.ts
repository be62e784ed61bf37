import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import { UnrulyDisk } from '../unruly-disk.js';

/** Shorter than `npm run soak -- hung-place 600`. */
const HUNG_SECONDS = Number(process.env.SOAK_HUNG_SECONDS ?? 6);
const IS_SOAK = 'SOAK_HUNG_SECONDS' in process.env;
const EDITORS = 20;
const KIB = 1024;
const PATIENCE_MS = 600_000 + 3_000 * HUNG_SECONDS;
const PLACE = 'data/shards/3';

let folder: string;
let disk: UnrulyDisk;
let kontor: KontorUnderTest;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-endurance-'));
  disk = new UnrulyDisk(folder);
});
afterEach(async () => {
  disk.letGo();
  await kontor.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Record<string, string>): Promise<void> {
  admin = undefined;
  kontor = new KontorUnderTest({ KONTOR_DATA_DIR: join(folder, 'data'), ...more });
  await kontor.start();
}

let admin: Promise<Record<string, string>> | undefined;
const adminHeaders = () => (admin ??= signInAsAdmin());

async function signInAsAdmin(): Promise<Record<string, string>> {
  const response = await fetch(`${kontor.url}/api/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"username":"admin","password":"admin"}',
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${token}` };
}

async function metric(name: string): Promise<number> {
  const headers = await adminHeaders();
  const text = await (await fetch(`${kontor.url}/metrics`, { headers })).text();
  const line = text.split('\n').find((each) => each.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  // Long before the test's own limit, so that what did not come is named.
  const limit = performance.now() + 120_000;
  while (!(await holds()) && performance.now() < limit)
    await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await holds()).toBe(true);
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;

/** Twenty people open and save, again and again. Rejects with the first that failed. */
async function edit(documents: readonly string[], seconds: number) {
  const opens: number[] = [];
  const saves: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    documents.map(async (documentId, n) => {
      for (let round = 0; round === 0 || performance.now() < end; round++) {
        const session = await kontor.openSession(documentId);
        const from = performance.now();
        const { url } = session.config.document;
        const file = await fetch(url, { headers: kontor.fileHeaders(session) });
        if (file.status !== 200) throw new Error(`opening answered ${file.status}`);
        await file.arrayBuffer();
        opens.push(performance.now() - from);
        saves.push(await kontor.save(session, Buffer.alloc(20 * KIB, `${n} ${round} `), 1));
        await kontor.leave(session);
      }
    }),
  );
  return { opens: p95(opens), saves: p95(saves), times: saves.length };
}

describe('a place that hangs like a dead mount', () => {
  it(
    'should cost nobody an opening or a save, and be used again when it answers',
    async () => {
      await start(disk.hanging(PLACE));
      const documents = await Promise.all(
        Array.from({ length: EDITORS }, (_, n) => kontor.createDocument(`Document ${n}.txt`)),
      );
      const healthy = await edit(documents, HUNG_SECONDS);
      disk.hang();
      const hung = await edit(documents, HUNG_SECONDS);
      if (IS_SOAK) {
        console.table({ healthy, hung });
        expect(hung.opens / healthy.opens).toBeLessThan(1.5);
        expect(hung.saves / healthy.saves).toBeLessThan(1.5);
      }
      expect(await metric('kontor_storage_provider_left_out{provider="shards-3"}')).toBe(1);
      await until(
        async () => (await metric('kontor_storage_lane_stuck{provider="shards-3"}')) === 1,
      );
      expect((await fetch(`${kontor.url}/health/ready`)).status).toBe(200);
      const shown = await fetch(`${kontor.url}/api/storage`, { headers: await adminHeaders() });
      expect(shown.status).toBe(200);
      await kontor.createDocument('While it hangs.txt');
      disk.letGo();
      await until(
        async () => (await metric('kontor_storage_lane_stuck{provider="shards-3"}')) === 0,
      );
      await until(async () => {
        await edit(documents.slice(0, 1), 0);
        return (await metric('kontor_storage_provider_left_out{provider="shards-3"}')) === 0;
      });
    },
    PATIENCE_MS,
  );

  it(
    'should keep nobody from starting, working and ending',
    async () => {
      disk.hang();
      await start({ ...disk.hanging(PLACE), KONTOR_STOP_NOTICE_SECONDS: '0' });
      const id = await kontor.createDocument('Begun without it.txt', 'content');
      const read = await fetch(`${kontor.url}/api/documents/${id}/content`, {
        headers: kontor.headers,
      });
      expect(await read.text()).toBe('content');
      expect(await kontor.end()).toBe('SIGTERM');
    },
    PATIENCE_MS,
  );
});

describe('a place whose folders cannot be synced', () => {
  it(
    'should store like the others, and say once what that means',
    async () => {
      await start(disk.unsynced('data/shards'));
      const id = await kontor.createDocument('Kept.txt', 'content');
      const read = await fetch(`${kontor.url}/api/documents/${id}/content`, {
        headers: kontor.headers,
      });
      expect(await read.text()).toBe('content');
      await until(async () => kontor.output.split('shards-3 works').length > 1);
      await kontor.createDocument('Kept as well.txt', 'content');
      const told = kontor.output.split('\n').filter((line) => line.includes('shards-3 works'));
      expect(told).toHaveLength(1);
      expect(told[0]).toContain('its folders cannot be synced (EINVAL)');
    },
    PATIENCE_MS,
  );
});
