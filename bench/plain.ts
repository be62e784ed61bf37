import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditorSession } from '../test/fakes/saving-document-server.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { download, quantile } from './limits.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** `saves` in one round of one side: long enough for a figure, short enough that a slow moment hits both sides. */
const SIZES = [
  { name: '10 KB', block: 10 * KIB, times: 1, saves: 60 },
  { name: '1 MB', block: MIB, times: 1, saves: 32 },
  { name: '10 MB', block: MIB, times: 10, saves: 8 },
] as const;
const AT_ONCE = [1, 4] as const;
const ROUNDS = 9;
const SESSIONS = 400;

type Figure = Record<string, string | number>;
type Size = (typeof SIZES)[number];

/** One side of the comparison. Each lane has a document of its own. */
interface Side {
  save(lane: number, block: Buffer, times: number): Promise<void>;
  handOut(lane: number): Promise<number>;
  openSession(lane: number): Promise<void>;
}

/** Kontor beside a receiver without any promise: same callbacks, same machine, in turn, round by round. */
export async function plain(): Promise<Figure[]> {
  const kontor = new KontorUnderTest();
  await kontor.start();
  let receiver: PlainReceiver | undefined;
  try {
    receiver = await PlainReceiver.start(kontor);
    const sides = { kontor: await KontorSide.open(kontor), plain: receiver };
    const rows: Figure[] = [];
    for (const size of SIZES) {
      for (const atOnce of AT_ONCE) rows.push(await compareSaves(sides, size, atOnce));
      rows.push(await compareHandOuts(sides, size));
    }
    rows.push(await compareSessions(sides));
    return rows;
  } finally {
    receiver?.stop();
    await kontor.stop();
  }
}

interface Sides {
  readonly kontor: Side;
  readonly plain: Side;
}

function compareSaves(sides: Sides, size: Size, atOnce: number): Promise<Figure> {
  const block = randomText(size.block);
  const what = `save ${size.name}, ${atOnce === 1 ? 'alone' : `${atOnce} at once`}`;
  return compare(sides, { what, count: size.saves, atOnce }, (side, lane) =>
    side.save(lane, block, size.times),
  );
}

/** Of the file that was saved last. */
function compareHandOuts(sides: Sides, { name, block, times, saves }: Size): Promise<Figure> {
  return compare(
    sides,
    { what: `hand out ${name}`, count: saves, atOnce: 1 },
    async (side, lane) => {
      const bytes = await side.handOut(lane);
      // A save is some bytes shorter than its blocks.
      if (bytes < (block - 64) * times) throw new Error(`${bytes} bytes were handed out`);
    },
  );
}

function compareSessions(sides: Sides): Promise<Figure> {
  const what = 'open for editing (session)';
  return compare(sides, { what, count: SESSIONS, atOnce: 4 }, (side, lane) =>
    side.openSession(lane),
  );
}

interface Work {
  readonly what: string;
  /** In one round of one side. */
  readonly count: number;
  readonly atOnce: number;
}

/** The first round warms both sides up and does not count. Who goes first changes from round to round. */
async function compare(
  sides: Sides,
  { what, count, atOnce }: Work,
  act: (side: Side, lane: number) => Promise<void>,
): Promise<Figure> {
  const rates: Record<keyof Sides, number[]> = { kontor: [], plain: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const order: (keyof Sides)[] = round % 2 === 0 ? ['kontor', 'plain'] : ['plain', 'kontor'];
    for (const name of order) {
      const rate = await perSecond({ count, atOnce }, (lane) => act(sides[name], lane));
      if (round > 0) rates[name].push(rate);
    }
  }
  const ratios = rates.kontor.map((rate, round) => rate / (rates.plain[round] ?? Number.NaN));
  return {
    what,
    'Kontor, per second': round1(quantile(rates.kontor, 0.5)),
    'plain, per second': round1(quantile(rates.plain, 0.5)),
    ratio: round2(quantile(ratios, 0.5)),
    'ratio, quartiles': `${round2(quantile(ratios, 0.25))} – ${round2(quantile(ratios, 0.75))}`,
  };
}

/** How many a second, so many at a time; each lane takes the next one as soon as it is done. */
export async function perSecond(
  { count, atOnce }: { count: number; atOnce: number },
  act: (lane: number) => Promise<void>,
): Promise<number> {
  let left = count;
  const from = performance.now();
  const worker = async (lane: number) => {
    while (left-- > 0) await act(lane);
  };
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => worker(lane)));
  return count / ((performance.now() - from) / 1000);
}

class KontorSide implements Side {
  readonly #kontor: KontorUnderTest;
  readonly #documents: readonly string[];
  readonly #sessions: readonly EditorSession[];

  private constructor(
    kontor: KontorUnderTest,
    documents: readonly string[],
    sessions: readonly EditorSession[],
  ) {
    this.#kontor = kontor;
    this.#documents = documents;
    this.#sessions = sessions;
  }

  static async open(kontor: KontorUnderTest): Promise<KontorSide> {
    const documents: string[] = [];
    const sessions: EditorSession[] = [];
    for (let lane = 0; lane < Math.max(...AT_ONCE); lane++) {
      const id = await kontor.createDocument(`Lane-${lane}.txt`);
      documents.push(id);
      sessions.push(await kontor.openSession(id));
    }
    return new KontorSide(kontor, documents, sessions);
  }

  async save(lane: number, block: Buffer, times: number): Promise<void> {
    await this.#kontor.save(this.#sessions[lane] as EditorSession, block, times);
  }

  async handOut(lane: number): Promise<number> {
    const session = await this.#kontor.openSession(this.#documents[lane] as string);
    const { url } = session.config.document;
    return (await download(url, this.#kontor.fileHeaders(session))).bytes;
  }

  async openSession(lane: number): Promise<void> {
    await this.#kontor.openSession(this.#documents[lane] as string);
  }
}

class PlainReceiver implements Side {
  readonly #process: ChildProcess;
  readonly #url: string;
  readonly #kontor: KontorUnderTest;

  private constructor(process: ChildProcess, port: number, kontor: KontorUnderTest) {
    this.#process = process;
    this.#url = `http://127.0.0.1:${port}`;
    this.#kontor = kontor;
  }

  /** Takes its saves from the Document Server that Kontor takes them from. */
  static async start(kontor: KontorUnderTest): Promise<PlainReceiver> {
    const folder = join(kontor.folder, 'plain');
    await mkdir(folder);
    const child = fork(join(import.meta.dirname, 'plain-receiver.ts'), {
      env: { FOLDER: folder, SECRET: kontor.documentServer.secret },
    });
    const [port] = (await once(child, 'message')) as [number];
    return new PlainReceiver(child, port, kontor);
  }

  stop(): void {
    this.#process.kill();
  }

  async save(lane: number, block: Buffer, times: number): Promise<void> {
    const server = this.#kontor.documentServer;
    const fields = { status: 6, filetype: 'txt', user: 'alice', times };
    const body = server.offer(`plain-${lane}`, block, fields);
    const answer = await server.postTo(`${this.#url}/callback?name=lane-${lane}`, body);
    if (answer?.error !== 0) throw new Error(`the plain save answered ${JSON.stringify(answer)}`);
  }

  async handOut(lane: number): Promise<number> {
    const name = `lane-${lane}`;
    await this.#session(name);
    return (await download(`${this.#url}/file?name=${name}`, this.#headers())).bytes;
  }

  openSession(lane: number): Promise<void> {
    return this.#session(`lane-${lane}`);
  }

  async #session(name: string): Promise<void> {
    const init = { method: 'POST', headers: this.#headers(), body: JSON.stringify({ name }) };
    const response = await fetch(`${this.#url}/session?name=${name}`, init);
    if (!response.ok) throw new Error(`the plain session answered ${response.status}`);
    await response.json();
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#kontor.documentServer.sign({ payload: {} })}` };
  }
}

function randomText(size: number): Buffer {
  return Buffer.from(randomBytes(size).toString('base64').slice(0, size));
}

const round1 = (value: number): number => Math.round(value * 10) / 10;
const round2 = (value: number): number => Math.round(value * 100) / 100;
