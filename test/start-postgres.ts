import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Certificate } from './certificates.ts';
import { freePorts } from './free-port.ts';

const run = promisify(execFile);
const VERSIONS = '/usr/lib/postgresql';
const READY_WITHIN_MS = 120_000;

export interface RunningPostgres {
  /** A new, empty database of this server; its `postgres://` address. */
  createDatabase(): Promise<string>;
  /** Stops the server as an administrator does: connections are cut, what was committed stays. */
  halt(): Promise<void>;
  /** Starts it again, at the same address. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL server of our own: as Debian's user `postgres` (it refuses root), in a temp folder, on a free port. */
export async function startPostgres(certificate?: Certificate): Promise<RunningPostgres> {
  const bin = join(VERSIONS, (await readdir(VERSIONS)).sort().at(-1)!, 'bin');
  const folder = await mkdtemp(join(tmpdir(), 'kontor-pg-'));
  const { uid, gid } = await ownerOfServer();
  await chmod(folder, 0o711);
  await run('chown', [`${uid}:${gid}`, folder]);
  const data = join(folder, 'data');
  const as = { uid, gid, cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' } };
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'kontor', '-A', 'trust', '--no-sync'], as);
  const port = await freePorts();
  const options = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  for (const [setting, bytes] of Object.entries(certificate ?? {})) {
    const file = join(folder, setting);
    await writeFile(file, bytes, { mode: 0o600 });
    await chown(file, uid, gid);
    options.push(`ssl_${setting}_file=${file}`, 'ssl=on');
  }
  const address = (database: string) => `postgres://kontor@127.0.0.1:${port}/${database}`;
  const launch = async () => {
    const launched = spawn(
      join(bin, 'postgres'),
      ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])],
      { ...as, stdio: 'ignore' },
    );
    await untilReady(launched, address('postgres'));
    return launched;
  };
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  };
  let server = await launch();
  let databases = 0;
  return {
    async createDatabase() {
      const name = `kontor_${++databases}`;
      await withClient(address('postgres'), (client) => client.query(`create database ${name}`));
      return address(name);
    },
    halt: () => end('SIGINT'),
    async resume() {
      server = await launch();
    },
    async stop() {
      // At once, without waiting for clients; the data is thrown away.
      await end('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function ownerOfServer(): Promise<{ uid: number; gid: number }> {
  if (process.getuid?.() !== 0) return { uid: process.getuid!(), gid: process.getgid!() };
  const idOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function untilReady(server: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await withClient(address, async () => undefined);
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}

async function withClient(address: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
