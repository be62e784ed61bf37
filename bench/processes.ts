import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EditorSession } from '../test/fakes/saving-document-server.ts';
import { startPostgres } from '../test/start-postgres.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { median } from './limits.ts';
import { childrenOf, limitEach } from './part-of-a-core.ts';
import { perSecond } from './plain.ts';
import type { Engine } from './scale-database.ts';

const ROUNDS = 7;
/** Two processes and one with so much each leave more than a core to callers and Document Server. */
const PART_OF_A_CORE = 0.25;
const AT_ONCE = 16;
const SESSIONS = 1_500;
const SAVES = 160;
const BLOCK = randomBytes(20 * 1024);

type Figure = Record<string, string | number>;
interface Side {
  readonly kontor: KontorUnderTest;
  readonly documents: readonly string[];
  readonly sessions: readonly EditorSession[];
}

/**
 * What a second process adds: sessions and saves of 20 KB per second of KONTOR_PROCESSES=1 and =2, in turns in one run.
 * Callers and Document Server run on the same machine, and take their part of its cores: so each process gets a quarter
 * of a core, where control groups can be made.
 */
export async function processes(engine: Engine): Promise<readonly Figure[]> {
  const postgres = engine === 'postgres' ? await startPostgres() : undefined;
  const one = await begin(1, await postgres?.createDatabase());
  const two = await begin(2, await postgres?.createDatabase());
  const limits = [
    limitEach([one.kontor.pid], PART_OF_A_CORE),
    limitEach(childrenOf(two.kontor.pid), PART_OF_A_CORE),
  ];
  try {
    return [
      await compare('sessions', [one, two], (side, lane) =>
        side.kontor.openSession(side.documents[lane]!),
      ),
      await compare('saves of 20 KB', [one, two], (side, lane) =>
        side.kontor.save(side.sessions[lane]!, BLOCK, 1),
      ),
    ];
  } finally {
    for (const limit of limits) limit?.end();
    await one.kontor.stop();
    await two.kontor.stop();
    await postgres?.stop();
  }
}

async function begin(count: number, databaseUrl: string | undefined): Promise<Side> {
  const kontor = new KontorUnderTest({
    KONTOR_PROCESSES: String(count),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  });
  await kontor.start();
  if (count > 1) await untilSecond(kontor);
  const documents: string[] = [];
  const sessions: EditorSession[] = [];
  for (let lane = 0; lane < AT_ONCE; lane++) {
    const id = await kontor.createDocument(`Lane-${lane}.txt`);
    documents.push(id);
    sessions.push(await kontor.openSession(id));
  }
  return { kontor, documents, sessions };
}

async function untilSecond(kontor: KontorUnderTest): Promise<void> {
  while (!(await metricsOf(kontor)).includes('process="2"')) await delay(100);
}

const metricsOf = async (kontor: KontorUnderTest): Promise<string> =>
  (await fetch(`${kontor.url}/metrics`, { headers: await kontor.administrator() })).text();

async function compare(
  what: string,
  sides: readonly [Side, Side],
  act: (side: Side, lane: number) => Promise<unknown>,
): Promise<Figure> {
  const rates: [number[], number[]] = [[], []];
  const count = what === 'sessions' ? SESSIONS : SAVES;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const rate = await perSecond({ count, atOnce: AT_ONCE }, async (lane) => {
        await act(sides[side], lane);
      });
      // The first round warms up.
      if (round > 0) rates[side].push(rate);
    }
  }
  const ratios = rates[1].map((rate, round) => rate / rates[0][round]!).toSorted((a, b) => a - b);
  return {
    what,
    'one process, per second': Math.round(median(rates[0])),
    'two processes, per second': Math.round(median(rates[1])),
    ratio: round2(median(ratios)),
    'ratio, lowest – highest': `${round2(ratios[0]!)} – ${round2(ratios.at(-1)!)}`,
  };
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
