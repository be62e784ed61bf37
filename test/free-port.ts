import { createServer } from 'node:net';

/** Below those that the system gives to outgoing connections (from 32768): one of them could be in the way later. */
const FIRST = 20_000;
const PORTS = 12_000;

/** A port nobody listens on now, with two free ones after it: the simulators take those. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * PORTS);
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
