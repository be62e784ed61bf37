import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import { BrokenStreams, KINDS } from '../broken-streams.js';
import { SeededDice } from '../seeded-dice.js';

/** Fewer than `npm run soak -- broken-streams 10000`. */
const STREAMS = Number(process.env.SOAK_BROKEN_STREAMS ?? 160);
const IS_SOAK = 'SOAK_BROKEN_STREAMS' in process.env;
/**
 * Before memory is compared: until then the process compiles code, and the C library's heap grows to the most that is
 * in use at once, which depends on how sixteen streams happen to meet. It keeps that memory for what comes next.
 */
const WARM_UP = IS_SOAK ? 2_000 : 0;
const AT_ONCE = 16;
const SEED = 9_08;
const MAX_GROWTH_MB = 40;
const METRICS_TOKEN = 'metrics-0123456789-0123456789-0123456789';
const PATIENCE_MS = 300_000 + 500 * (WARM_UP + STREAMS);

let kontor: KontorUnderTest;
beforeEach(async () => {
  kontor = new KontorUnderTest({ KONTOR_METRICS_TOKEN: METRICS_TOKEN });
  await kontor.start();
});
afterEach(() => kontor.stop());

async function metrics(): Promise<(name: string) => number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const lines = (await (await fetch(`${kontor.url}/metrics`, { headers })).text()).split('\n');
  return (name) =>
    Number(
      lines
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-1),
    );
}

interface Figures {
  readonly streams: number;
  readonly rssMB: number;
  readonly lentBytes: number;
  readonly freeMB: number;
  readonly heapMB: number;
  /** Buffers and what else the heap refers to outside of it. */
  readonly externalMB: number;
  readonly openFiles: number;
}

/**
 * Once nothing is lent any more, or after long enough for that to be a leak. The figures are those of that moment: the
 * server may still come to a request whose sender has left, and lend for it.
 */
async function figuresAfter(streams: number): Promise<Figures> {
  if (IS_SOAK) await delay(2_000);
  const limit = performance.now() + 120_000;
  const lent = 'kontor_storage_stripe_bytes{state="lent"}';
  let figure = await metrics();
  for (; figure(lent) > 0 && performance.now() < limit; figure = await metrics()) await delay(200);
  const megabytes = (name: string) => Math.round(figure(name) / 1024 ** 2);
  return {
    streams,
    rssMB: Math.round(kontor.memory().now),
    lentBytes: figure(lent),
    freeMB: megabytes('kontor_storage_stripe_bytes{state="free"}'),
    heapMB: megabytes('nodejs_heap_size_used_bytes'),
    externalMB: megabytes('nodejs_external_memory_bytes'),
    openFiles: figure('process_open_fds'),
  };
}

/** All of them break off `count` streams, of each kind in turn. Rejects with the first that went wrong. */
async function breakOff(people: readonly BrokenStreams[], from: number, to: number): Promise<void> {
  let next = from;
  await Promise.all(
    people.map(async (person) => {
      while (next < to) {
        const kind = KINDS[next++ % KINDS.length]!;
        await person.breakOff(kind).catch((error: unknown) => {
          throw new Error(`${kind}: ${String(error)}`, { cause: error });
        });
        if (next % KINDS.length === 0) await person.work();
      }
    }),
  );
}

describe('streams that break off', () => {
  it(
    'should leave nothing behind',
    async () => {
      const people = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) =>
          BrokenStreams.open(kontor, new SeededDice(SEED + n), String(n)),
        ),
      );
      const table: Figures[] = [];
      await breakOff(people, 0, WARM_UP);
      const warm = await figuresAfter(WARM_UP);
      if (IS_SOAK) process.stderr.write(`${JSON.stringify(warm)}\n`);
      for (let tenth = 1; tenth <= 10; tenth++) {
        const [from, to] = [tenth - 1, tenth].map(
          (part) => WARM_UP + Math.round((STREAMS * part) / 10),
        );
        await breakOff(people, from!, to!);
        table.push(await figuresAfter(to!));
        if (IS_SOAK) process.stderr.write(`${JSON.stringify(table.at(-1))}\n`);
      }
      if (IS_SOAK) console.table(table);
      for (const person of people) await person.lookAt();
      expect(table.map(({ lentBytes }) => lentBytes)).toEqual(table.map(() => 0));
      const growth = table.at(-1)!.rssMB - warm.rssMB;
      if (IS_SOAK) expect(growth).toBeLessThanOrEqual(MAX_GROWTH_MB);
      // No document came of an upload that broke off.
      const listed = await kontor.call('GET', '/api/documents');
      expect(await listed.text()).not.toContain('Broken.txt');
    },
    PATIENCE_MS,
  );
});
