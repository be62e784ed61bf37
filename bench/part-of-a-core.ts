import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * As short as the kernel allows for a quarter of a core: its quota has at least a millisecond. A process whose quota
 * is used up stops until the next period, also while it holds a lock of the database: with the usual period of 100 ms
 * the other process would wait for that lock for as long as 75, which no slower core makes it do.
 */
const PERIOD_US = 4_000;
/** Version 1 of control groups, and version 2. */
const CPU_GROUPS = [
  {
    root: '/sys/fs/cgroup/cpu',
    limit: (folder: string, quotaUs: number) => {
      writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US));
      writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quotaUs));
    },
  },
  {
    root: '/sys/fs/cgroup',
    limit: (folder: string, quotaUs: number) =>
      writeFileSync(join(folder, 'cpu.max'), `${quotaUs} ${PERIOD_US}`),
  },
] as const;

/**
 * Gives each process, with all its threads, that part of a core and no more: so a machine with two cores shows what a
 * machine with many does. Needs the right to make control groups; returns undefined without it.
 */
export function limitEach(
  pids: readonly number[],
  partOfACore: number,
): { end(): void } | undefined {
  const made: string[] = [];
  const group = CPU_GROUPS.find(({ root }) => existsSync(join(root, 'cgroup.procs')));
  if (group === undefined) return undefined;
  try {
    for (const pid of pids) {
      const folder = join(group.root, `kontor-bench-${pid}`);
      mkdirSync(folder);
      made.push(folder);
      group.limit(folder, Math.round(PERIOD_US * partOfACore));
      writeFileSync(join(folder, 'cgroup.procs'), String(pid));
    }
  } catch {
    end(group.root, made);
    return undefined;
  }
  return { end: () => end(group.root, made) };
}

/** A group that still has processes cannot be removed. */
function end(root: string, folders: readonly string[]): void {
  for (const folder of folders) {
    for (const pid of readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n'))
      if (pid !== '') writeFileSync(join(root, 'cgroup.procs'), pid);
    rmdirSync(folder);
  }
}

/** Of a process, those that it started itself. */
export const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
