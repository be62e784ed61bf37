import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import { UnrulyDisk } from '../unruly-disk.js';

/** With the place healthy, and as long with it hanging. Shorter than `npm run soak -- hung-place 600`. */
const HUNG_SECONDS = Number(process.env.SOAK_HUNG_SECONDS ?? 6);
const IS_SOAK = 'SOAK_HUNG_SECONDS' in process.env;
const EDITORS = 20;
/** Turns are this short, so that whatever else the machine does slows both alike. */
const TURN_SECONDS = Math.min(3, HUNG_SECONDS / 3);
const WORST_RATIO = 1.5;
const KIB = 1024;
const PATIENCE_MS = 600_000 + 3_000 * HUNG_SECONDS;
const PLACE = 'data/shards/3';

let folder: string;
let disk: UnrulyDisk;
let kontor: KontorUnderTest;
/** One without a fault, to compare with. */
let healthyKontor: KontorUnderTest | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-endurance-'));
  disk = new UnrulyDisk(folder);
});
afterEach(async () => {
  disk.letGo();
  await kontor.stop();
  await healthyKontor?.stop();
  healthyKontor = undefined;
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
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Twenty people's work at one instance, and how long they waited. */
class Editors {
  readonly #opens: number[] = [];
  readonly #saves: number[] = [];
  #documents: readonly string[] = [];
  #rounds = 0;

  constructor(private readonly at: KontorUnderTest) {}

  async begin(): Promise<void> {
    this.#documents = await Promise.all(
      Array.from({ length: EDITORS }, (_, n) => this.at.createDocument(`Document ${n}.txt`)),
    );
  }

  /** They open and save, again and again, once at least. Rejects with the first that failed. */
  async work(seconds: number, editors = EDITORS): Promise<void> {
    const end = performance.now() + seconds * 1_000;
    await Promise.all(
      this.#documents.slice(0, editors).map(async (documentId) => {
        do await this.#openAndSave(documentId);
        while (performance.now() < end);
      }),
    );
  }

  async #openAndSave(documentId: string): Promise<void> {
    const from = performance.now();
    const session = await this.at.openSession(documentId);
    const { url } = session.config.document;
    const file = await fetch(url, { headers: this.at.fileHeaders(session) });
    if (file.status !== 200) throw new Error(`opening answered ${file.status}`);
    await file.arrayBuffer();
    this.#opens.push(performance.now() - from);
    const content = Buffer.alloc(20 * KIB, `${documentId} ${this.#rounds++} `);
    this.#saves.push(await this.at.save(session, content, 1));
    await this.at.leave(session);
  }

  get figures() {
    return {
      'opens p95 ms': part(this.#opens, 0.95),
      'saves p95 ms': part(this.#saves, 0.95),
      'saves median ms': part(this.#saves, 0.5),
      'slowest save ms': part(this.#saves, 1),
      saves: this.#saves.length,
    };
  }
}

/** The time that so great a part of them stays below. */
function part(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!);
}

/** What a hung place costs: its instance and a healthy one work in turn. */
async function compare(healthy: Editors, hung: Editors): Promise<void> {
  for (let seconds = 0; seconds < HUNG_SECONDS; seconds += TURN_SECONDS) {
    await healthy.work(TURN_SECONDS);
    await hung.work(TURN_SECONDS);
  }
  if (!IS_SOAK) return;
  const figures = { healthy: healthy.figures, hung: hung.figures };
  const ratioOf = (name: 'opens p95 ms' | 'saves p95 ms'): number =>
    figures.hung[name] / figures.healthy[name];
  const ratios = { opens: ratioOf('opens p95 ms'), saves: ratioOf('saves p95 ms') };
  console.table(figures);
  console.log(
    `p95 hung to healthy: opens ${ratios.opens.toFixed(2)}, saves ${ratios.saves.toFixed(2)}; load ${loadavg()[0]!.toFixed(1)}`,
  );
  expect(ratios.opens).toBeLessThan(WORST_RATIO);
  expect(ratios.saves).toBeLessThan(WORST_RATIO);
}

describe('a place that hangs like a dead mount', () => {
  it(
    'should cost nobody an opening or a save, and be used again when it answers',
    async () => {
      await start(disk.hanging(PLACE));
      // Under the same library, so that it costs both the same.
      healthyKontor = new KontorUnderTest({
        KONTOR_DATA_DIR: join(folder, 'healthy'),
        ...disk.hanging('nowhere'),
      });
      await healthyKontor.start();
      const healthyEditors = new Editors(healthyKontor);
      const hung = new Editors(kontor);
      for (const editors of [healthyEditors, hung]) await editors.begin();
      disk.hang();
      await compare(healthyEditors, hung);
      // It is tried again from time to time.
      await until(
        async () => (await metric('kontor_storage_provider_left_out{provider="shards-3"}')) === 1,
      );
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
        await hung.work(0, 1);
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
      const reported = kontor.output.split('\n').filter((line) => line.includes('shards-3 works'));
      expect(reported).toHaveLength(1);
      expect(reported[0]).toContain('its folders cannot be synced (EINVAL)');
    },
    PATIENCE_MS,
  );
});
