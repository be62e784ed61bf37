import { cpus } from 'node:os';
import { join } from 'node:path';
import type { KontorUnderTest } from './kontor-under-test.ts';
import {
  openBenchPostgres,
  openBenchSqlite,
  type BenchDatabase,
  type Engine,
} from './scale-database.ts';

const WARM_UP = 5;

/** From the command line: sizes, rounds and engines, each with a default. */
export function askedFor(sizes: string): {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly engines: readonly Engine[];
} {
  const [given = sizes, rounds = '30', engines = 'sqlite,postgres'] = process.argv.slice(2);
  return {
    sizes: given.split(',').map(Number),
    rounds: Number(rounds),
    engines: engines.split(',') as Engine[],
  };
}

export const machine = (): Readonly<Record<string, unknown>> => ({
  ...{ cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
});

export const openDatabaseOf = async (
  kontor: KontorUnderTest,
  databaseUrl: string | undefined,
): Promise<BenchDatabase> =>
  databaseUrl === undefined
    ? openBenchSqlite(join(kontor.folder, 'data'))
    : openBenchPostgres(databaseUrl);

/**
 * Milliseconds of each installation, by round; the first rounds do not count. All take their turn in each round, so that
 * a slow moment of the machine hits them alike. Work that measures itself returns its milliseconds.
 */
export async function timesOf<Installation>(
  work: (under: Installation) => Promise<unknown>,
  all: readonly Installation[],
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  const times = all.map(() => [] as number[]);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const n of turned(all.length, round)) {
      const ms = await timed(() => work(all[n]!));
      if (round >= 0) times[n]!.push(ms);
    }
  }
  return times;
}

/** Who is first changes with each round. */
function turned(length: number, round: number): number[] {
  return Array.from({ length }, (_, n) => (n + round + length * 10) % length);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  const own = await work();
  return typeof own === 'number' ? own : performance.now() - from;
}

export const round2 = (value: number): number => Math.round(value * 100) / 100;
