import { createServer } from 'node:net';

/** Below those that the system gives to outgoing connections (from 32768): one of them could be in the way later. */
const FIRST = 20_000;
const PORTS = 12_000;
/** Files of tests that run at the same time have different ones. */
const WORKERS = 8;
const WORKER = Number(process.env.JEST_WORKER_ID ?? 0) % WORKERS;
const OF_WORKER = PORTS / WORKERS;
const TAKEN = 3;

/** Where the next ones are looked for. Given once in a round, they stay free until somebody listens there. */
let next = Math.floor((Math.random() * OF_WORKER) / TAKEN) * TAKEN;

/** A port nobody listens on now, with two free ones after it: the simulators take those. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = FIRST + WORKER * OF_WORKER + next;
    next = (next + TAKEN) % OF_WORKER;
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (!free.includes(false)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
