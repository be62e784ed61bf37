import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePorts } from './free-port.js';

const READY_WITHIN_MS = 120_000;
/** For tests in which it is there: on a busy machine it may not answer within the tenth of a second of the product. */
export const UNHURRIED_MS = 60_000;
const PASSWORD = 'a-password-of-redis-that-is-never-logged';

export interface RunningRedis {
  readonly url: string;
  readonly password: string;
  /** SIGKILL: connections break, what was kept is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  resume(): Promise<void>;
  /** It keeps its connections and answers nothing until it is resumed. */
  freeze(): void;
  goOn(): void;
  /** As an administrator, or a failover, changes it while it runs. */
  configure(...command: readonly string[]): Promise<void>;
  /** Everything it holds, names and values, as text. */
  dump(): Promise<string>;
  stop(): Promise<void>;
}

/** A Redis of our own: in a temp folder, on a free port; `there: false` only takes an address. */
export async function startRedis({ there = true } = {}): Promise<RunningRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-redis-'));
  const port = await freePorts();
  const url = `redis://:${PASSWORD}@127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const launch = async () => {
    const addresses = ['127.0.0.1', '-::1'];
    const options = ['--port', String(port), '--bind', ...addresses, '--requirepass', PASSWORD];
    server = spawn('redis-server', [...options, '--save', '', '--dir', folder], {
      stdio: 'ignore',
    });
    await untilReady(server, url);
  };
  const end = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  if (there) await launch();
  return {
    url,
    password: PASSWORD,
    kill: end,
    resume: launch,
    freeze: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
    configure: (...command) =>
      withClient(url, async (client) => void (await client.sendCommand([...command]))),
    dump: () => dumpOf(url),
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await withClient(url, async (client) => void (await client.ping()));
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await delay(20);
    }
  }
}

const dumpOf = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const names = await client.keys('*');
    const values = await Promise.all(
      names.map(async (name) => {
        const type = await client.type(name);
        return type === 'list'
          ? (await client.lRange(name, 0, -1)).join('\n')
          : await client.get(name);
      }),
    );
    return names.map((name, i) => `${name}\n${values[i]}`).join('\n');
  });

async function withClient<T>(
  url: string,
  work: (client: ReturnType<typeof createClient>) => Promise<T>,
): Promise<T> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.disconnect();
  }
}
