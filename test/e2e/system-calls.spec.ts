import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import type { EditorSession } from '../fakes/saving-document-server.js';

interface Calls {
  syncs: number;
  /** Folders and files opened, made, looked up, renamed, closed or removed. */
  names: number;
  writes: number;
  connections: number;
  shardBytes: number;
  databaseBytes: number;
}

/**
 * What one save may ask of the system: about 15 % more than it does. None of it depends on the machine, so more is a
 * change of ours. Lower them when a change needs less.
 */
const MOST: Record<string, Calls> = {
  '20 KB': {
    ...{ syncs: 20, names: 55, writes: 57, connections: 0 },
    ...{ shardBytes: 54_000, databaseBytes: 115_000 },
  },
  '1 MB': {
    ...{ syncs: 20, names: 55, writes: 73, connections: 0 },
    ...{ shardBytes: 1_800_000, databaseBytes: 135_000 },
  },
};

const SYNCS = ['fsync', 'fdatasync', 'sync_file_range', 'msync'];
const NAMES = [
  ...['open', 'openat', 'creat', 'close', 'mkdir', 'mkdirat', 'rename', 'renameat', 'renameat2'],
  ...['unlink', 'unlinkat', 'rmdir', 'link', 'linkat', 'stat', 'lstat', 'newfstatat', 'statx'],
  ...['fstat', 'access', 'faccessat', 'faccessat2', 'ftruncate', 'fallocate', 'getdents64'],
];
const WRITES = ['write', 'pwrite64', 'writev', 'pwritev', 'pwritev2'];
const CONNECTIONS = ['socket', 'connect', 'accept', 'accept4', 'shutdown'];
/** The question mark: not every processor has each of them. */
const COUNTED = [...SYNCS, ...NAMES, ...WRITES, ...CONNECTIONS].map((name) => `?${name}`);

/**
 * Saves of one round. They write a third of what makes SQLite move its log into the database, and other work comes in
 * between only now and then: the cheapest round has neither.
 */
const SAVES = 10;
const ROUNDS = 5;
const KIB = 1024;

describe('system calls of a save', () => {
  let folder: string;
  let log: string;
  let kontor: KontorUnderTest;
  let session: EditorSession;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kontor-calls-'));
    log = join(folder, 'calls');
    // -D makes strace the child and not the parent, which needs no right to trace a stranger.
    const strace = ['strace', '-D', '-f', '--seccomp-bpf', '-y', '-s', '0', '-o', log];
    kontor = new KontorUnderTest({ KONTOR_AUTOSAVE_SECONDS: '0' }, [
      ...strace,
      ...['-e', `trace=${COUNTED.join()}`],
    ]);
    await kontor.start();
    session = await kontor.openSession(await kontor.createDocument('Counted.txt'));
  });
  afterAll(async () => {
    await kontor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['20 KB', 20],
    ['1 MB', 1024],
  ])('should stay within its budget for %s', async (size, kib) => {
    const block = text(kib * KIB);
    await kontor.save(session, block, 1);
    const rounds: Calls[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const from = statSync(log).size;
      for (let i = 0; i < SAVES; i++) await kontor.save(session, block, 1);
      rounds.push(callsIn(readFileSync(log).subarray(from).toString(), kontor.folder));
    }
    const most = MOST[size] as Calls;
    const figures = Object.keys(most) as (keyof Calls)[];
    const least = figures.map((name) => [name, Math.min(...rounds.map((calls) => calls[name]))]);
    const each = least.map(([name, count]) => [name, Math.round(Number(count) / SAVES)] as const);
    // Zero of anything else means that nothing was counted.
    expect(each.filter(([, count]) => count === 0).map(([name]) => name)).toEqual(['connections']);
    expect(each.filter(([name, count]) => count > most[name as keyof Calls])).toEqual([]);
  });
});

/**
 * In lines of strace such as `123 pwritev(45</data/shards/1/.tmp/x>, [...], 2, 0) = 8192`. When another thread comes in
 * between, there are two: `123 pwrite64(45</data/x>, ""..., 9, 0 <unfinished ...>` and `123 <... pwrite64 resumed>) = 9`.
 */
function callsIn(log: string, folder: string): Calls {
  const calls = {
    ...{ syncs: 0, names: 0, writes: 0, connections: 0 },
    ...{ shardBytes: 0, databaseBytes: 0 },
  };
  /** By thread. */
  const unfinished = new Map<string, string>();
  const written = (path: string, line: string): void => {
    const bytes = Number(/ = (\d+)$/.exec(line)?.[1] ?? 0);
    calls[path.includes('kontor.sqlite') ? 'databaseBytes' : 'shardBytes'] += bytes;
  };
  for (const line of log.split('\n')) {
    const [, thread = '', name = '', path = ''] =
      /^(\d+) +(?:<\.\.\. )?(\w+)(?:\(\d+<([^>]*)>)?/.exec(line) ?? [];
    if (line.includes(' resumed>')) {
      const before = unfinished.get(thread);
      unfinished.delete(thread);
      if (before !== undefined && WRITES.includes(name)) written(before, line);
    } else if (SYNCS.includes(name)) calls.syncs++;
    else if (NAMES.includes(name)) calls.names++;
    else if (CONNECTIONS.includes(name)) calls.connections++;
    else if (WRITES.includes(name) && path.startsWith(folder)) {
      calls.writes++;
      if (line.endsWith('<unfinished ...>')) unfinished.set(thread, path);
      else written(path, line);
    }
  }
  return calls;
}

const text = (bytes: number): Buffer =>
  Buffer.from(randomBytes(bytes).toString('base64').slice(0, bytes));
