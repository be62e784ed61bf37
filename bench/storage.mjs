// Save and read figures of the storage module on this machine, as ratios to plain files of shard size:
//   npm run build && node bench/storage.mjs [--with-1gb] [--json]
// Each figure is the median of several rounds; plain writes and saves take turns, so they meet the same disk.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MB = 1_000_000;
const dist = pathToFileURL(
  join(process.env.KONTOR_DIST ?? join(import.meta.dirname, '../dist'), '/'),
).href;
const load = (path) => import(new URL(`storage/${path}.js`, dist).href);

const [
  { createObjectStore },
  { MemoryObjectIndex },
  { DirectoryShardStore },
  { limited },
  { retrying },
  identityText,
] = await Promise.all([
  load('create-object-store'),
  load('object-index.memory'),
  load('shards/shard-store.directory'),
  load('shards/limited-shards'),
  load('shards/retrying-shards'),
  load('seal/identity-text'),
]);

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'kontor-bench-'));
const clock = { nowMs: () => Date.now() };
const uuid = () => `0190${randomBytes(14).toString('hex')}`;

async function newStore() {
  const stores = [1, 2, 3, 4, 5, 6].map(
    (n) => new DirectoryShardStore(`p${n}`, join(folder, 'shards', String(n))),
  );
  for (const store of stores) await store.prepare(Date.now());
  const identity = identityText.readIdentityText(
    identityText.writeIdentityText({ age: randomBytes(32), seed: randomBytes(32), created: 'now' }),
  );
  return createObjectStore(
    { k: 4, m: 2, minDurable: 5, recoveryRecipient: undefined },
    {
      index: new MemoryObjectIndex(),
      clock,
      identity,
      stores: stores.map((store) =>
        limited(retrying(store, { attempts: 3, firstDelayMs: 50 }), 16),
      ),
      random: randomBytes,
      newProbeName: uuid,
    },
  );
}

const source = randomBytes(100 * MB);
const PIECE = 65_536;

async function* contentOf(size) {
  for (let left = size, at = 0; left > 0;) {
    const piece = source.subarray(at, Math.min(at + PIECE, at + left, source.length));
    yield piece;
    left -= piece.length;
    at = (at + piece.length) % source.length;
  }
}

async function timed(work) {
  const startedAt = performance.now();
  const result = await work();
  return { ms: performance.now() - startedAt, result };
}

/** What the disk can do at best: six files of shard size, written in parallel and synced. */
async function plainFiles(size) {
  const bytes = source.subarray(0, Math.ceil(size / 4));
  const to = await mkdtemp(join(folder, 'plain-'));
  const { ms } = await timed(() =>
    Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (n) => {
        const handle = await open(join(to, String(n)), 'wx', 0o600);
        await handle.write(bytes);
        await handle.datasync();
        await handle.close();
      }),
    ),
  );
  await rm(to, { recursive: true });
  return ms;
}

async function save(store, documentId, size) {
  const { ms, result } = await timed(() =>
    store.put({
      documentId,
      versionId: uuid(),
      parent: null,
      content: contentOf(size),
      maxBytes: 4_000 * MB,
      expectedBytes: size,
      description: { title: 'bench' },
    }),
  );
  await store.record(result);
  return { ms, stored: result };
}

async function read(store, stored) {
  const { ms } = await timed(async () => {
    const key = await store.leaseKey(stored);
    let received = 0;
    for await (const piece of await store.open(stored, key)) received += piece.length;
    key.destroy();
    if (received !== stored.size) throw new Error(`read ${received} of ${stored.size} bytes`);
  });
  return ms;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(store, documentId, size, rounds) {
  const plain = [];
  const saved = [];
  const readBack = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(await plainFiles(size));
    const { ms, stored } = await save(store, documentId, size);
    saved.push(ms);
    readBack.push(await read(store, stored));
    await store.discard(stored);
  }
  const megabytes = size / MB;
  return {
    megabytes,
    plainMs: round1(median(plain)),
    saveMs: round1(median(saved)),
    saveRatio: round2(median(saved) / median(plain)),
    readMs: round1(median(readBack)),
    readMBperS: Math.round(megabytes / (median(readBack) / 1000)),
  };
}

const round1 = (value) => Math.round(value * 10) / 10;
const round2 = (value) => Math.round(value * 100) / 100;

async function leases(store, documentId) {
  const { stored } = await save(store, documentId, 1000);
  for (let i = 0; i < 200; i++) (await store.leaseKey(stored)).destroy();
  const { ms } = await timed(async () => {
    for (let i = 0; i < 1000; i++) (await store.leaseKey(stored)).destroy();
  });
  return round2(ms / 1000);
}

async function memoryGrowth(store, documentId, size) {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const { ms, stored } = await save(store, documentId, size);
  clearInterval(timer);
  const savePeak = peak;
  const readMs = await read(store, stored);
  await store.discard(stored);
  return {
    saveSeconds: round2(ms / 1000),
    growthMB: Math.round((savePeak - before) / MB),
    readSeconds: round2(readMs / 1000),
  };
}

try {
  await mkdir(folder, { recursive: true });
  const store = await newStore();
  const documentId = uuid();
  await store.createKeyring(documentId);
  await measure(store, documentId, 10 * MB, 3);
  const sizes = [
    [20_000, 15],
    [MB, 15],
    [10 * MB, 15],
    [100 * MB, 7],
  ];
  const results = { sizes: [], leaseKeyMs: await leases(store, documentId) };
  // Peak memory first: it is what the machine must have, before other rounds have grown the heap.
  if (process.argv.includes('--with-1gb'))
    results.oneGigabyte = await memoryGrowth(store, documentId, 1_000 * MB);
  for (const [size, rounds] of sizes)
    results.sizes.push(await measure(store, documentId, size, rounds));
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
  else {
    console.table(results.sizes);
    console.log(results);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
