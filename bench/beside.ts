import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { EditorSession } from '../test/fakes/saving-document-server.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { median, quantile } from './limits.ts';

const MIB = 1024 * 1024;
const SAVES = 8;
const MEGABYTES = 100;
const ROUNDS = 3;

type Figure = Record<string, string | number>;

/** A thread of its own: the one that sends the files is as busy as Kontor. */
const ASKING = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Agent, get } = require('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  let isOver = false;
  const ask = () => {
    const from = performance.now();
    get(workerData, { agent }, (response) => {
      response.resume().once('end', () => {
        times.push(performance.now() - from);
        if (isOver) parentPort.postMessage(times);
        else setTimeout(ask, 5);
      });
    });
  };
  parentPort.once('message', () => (isOver = true));
  ask();
`;

/** How long a health request waits while eight saves of 100 MB run, and while nothing does. */
export async function beside(): Promise<Figure[]> {
  const kontor = new KontorUnderTest({ KONTOR_AUTOSAVE_SECONDS: '0' });
  await kontor.start();
  try {
    const block = Buffer.from(randomBytes(MIB).toString('base64').slice(0, MIB));
    const sessions: EditorSession[] = [];
    for (let i = 0; i < SAVES; i++)
      sessions.push(await kontor.openSession(await kontor.createDocument(`Beside-${i}.txt`)));
    const save = () =>
      Promise.all(sessions.map((session) => kontor.save(session, block, MEGABYTES)));
    await save();
    const asked = async (work: () => Promise<unknown>): Promise<number[]> => {
      const asking = new Worker(ASKING, { eval: true, workerData: `${kontor.url}/health/live` });
      await once(asking, 'online');
      await work();
      // A thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      asking.postMessage('over');
      const [times] = (await once(asking, 'message')) as [number[]];
      await asking.terminate();
      return times;
    };
    const rows: Figure[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const idle = await asked(() => new Promise((resolve) => setTimeout(resolve, 2_000)));
      rows.push(figures('nothing', idle));
      const from = performance.now();
      const busy = await asked(save);
      const seconds = (performance.now() - from) / 1000;
      const rate = Math.round((SAVES * MEGABYTES * MIB) / 1e6 / seconds);
      rows.push({ ...figures(`${SAVES} saves of ${MEGABYTES} MB`, busy), 'saved, MB/s': rate });
    }
    return rows;
  } finally {
    await kontor.stop();
  }
}

const figures = (work: string, times: readonly number[]): Figure => ({
  beside: work,
  requests: times.length,
  'median, ms': round(median(times)),
  'p99, ms': round(quantile(times, 0.99)),
  'longest, ms': round(Math.max(...times)),
});

const round = (value: number): number => Math.round(value * 10) / 10;
