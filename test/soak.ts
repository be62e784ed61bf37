import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Instances } from './instances.js';
import { KINDS, SoakDocument, type SaveKind } from './soak-document.js';
import { Patience } from './soak-patience.js';

const WRITERS = 12;
/** Then its writer begins another one. */
const SAVES_PER_DOCUMENT = 40;
const TOLD_EVERY = 200;
const REDIS_AWAY_MS = 300;
/** Between two rounds of trouble, for what was missed to be made up. */
const QUIET_MS = 1_500;
const ROUNDS_PER_DATABASE_RESTART = 4;

/** Saves of all kinds through any instance, delivered again until accepted, while things die at random. */
export async function soak(instances: Instances, saves: number) {
  const loadBefore = loadavg()[0]!;
  const run = new Run(instances, saves);
  const began = performance.now();
  const written = Promise.all(Array.from({ length: WRITERS }, (_, i) => run.write(i)));
  await Promise.all([written, run.trouble(written)]);
  const seconds = (performance.now() - began) / 1000;
  const found = await run.lookAtAll();
  return {
    setUp: `${instances.all.length} instances, PostgreSQL, Redis, 4 directories and 2 buckets (Ceph), 4+2`,
    saves,
    ...run.figures(),
    seconds: Math.round(seconds),
    savesPerSecond: rounded(saves / seconds),
    ...found,
    machine: {
      cores: availableParallelism(),
      node: process.version,
      loadBefore: rounded(loadBefore),
      loadAfter: rounded(loadavg()[0]!),
    },
  };
}

class Run {
  readonly #patience = new Patience();
  readonly #documents: SoakDocument[] = [];
  readonly #tookMs: number[] = [];
  readonly #kinds = new Map<SaveKind, number>(KINDS.map((kind) => [kind, 0]));
  readonly #trouble = { killed: 0, redisLost: 0, databaseLost: 0, directoryLost: 0, bucketLost: 0 };
  #left: number;
  #isOver = false;

  constructor(
    private readonly instances: Instances,
    saves: number,
  ) {
    this.#left = saves;
  }

  async write(writer: number): Promise<void> {
    for (let n = 0; this.#left > 0; n++) {
      const plan = { title: `Soak-${writer}-${n}.txt`, startsAtNoon: (writer + n) % 2 === 1 };
      const document = await SoakDocument.create(this.instances, this.#patience, plan);
      this.#documents.push(document);
      for (let i = 0; i < SAVES_PER_DOCUMENT && this.#left-- > 0; i++) {
        const began = performance.now();
        const kind = await document.next();
        this.#tookMs.push(performance.now() - began);
        this.#kinds.set(kind, this.#kinds.get(kind)! + 1);
        if (this.#tookMs.length % TOLD_EVERY === 0)
          process.stderr.write(`${this.#tookMs.length} saves, ${this.#trouble.killed} killed\n`);
      }
    }
  }

  /** Until all is saved, and once at least: each place in turn, any instance, Redis, now and then PostgreSQL. */
  async trouble(written: Promise<unknown>): Promise<void> {
    const isOver = () => {
      this.#isOver = true;
    };
    written.then(isOver, isOver);
    for (let round = 0; !this.#isOver; round++) {
      await this.#placeAndInstance(round);
      await this.#redis();
      if (round % ROUNDS_PER_DATABASE_RESTART === 0) await this.#database();
      await Promise.race([written, delay(QUIET_MS)]);
    }
  }

  async #placeAndInstance(round: number): Promise<void> {
    const { all, stores } = this.instances;
    const places = stores.places.all;
    // A directory and a bucket by turns.
    const place =
      places[round % 2 === 0 ? places.length - 1 - ((round / 2) % 2) : (round >> 1) % 4]!;
    const back = await place.leave();
    this.#trouble[place.kind === 'bucket' ? 'bucketLost' : 'directoryLost'] += 1;
    const victim = all[Math.floor(Math.random() * all.length)];
    await victim?.kill();
    this.#trouble.killed += 1;
    await victim?.start('--playground');
    await back();
  }

  async #redis(): Promise<void> {
    const { redis } = this.instances.stores;
    await redis.kill();
    this.#trouble.redisLost += 1;
    await delay(REDIS_AWAY_MS);
    await redis.resume();
  }

  async #database(): Promise<void> {
    const { postgres } = this.instances.stores;
    await postgres.halt();
    this.#trouble.databaseLost += 1;
    await postgres.resume();
  }

  figures() {
    const took = this.#tookMs.toSorted((a, b) => a - b);
    const share = (part: number) => Math.round(took[Math.floor(took.length * part)] ?? 0);
    return {
      kinds: Object.fromEntries(this.#kinds),
      acknowledged: took.length,
      requestsRepeated: this.#patience.again,
      ...this.#trouble,
      msUntilAcknowledged: { half: share(0.5), ninetyFiveOfHundred: share(0.95) },
    };
  }

  async lookAtAll() {
    const documents = this.#documents.map((document) => () => document.lookAt());
    const looked: Awaited<ReturnType<SoakDocument['lookAt']>>[] = [];
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let next = documents.pop(); next !== undefined; next = documents.pop())
          looked.push(await next());
      }),
    );
    const sum = (of: keyof (typeof looked)[number]) =>
      looked.reduce((total, one) => total + one[of], 0);
    return {
      documents: looked.length,
      versions: sum('versions'),
      readBack: sum('readBack') - sum('lost') - sum('lostRestores'),
      lost: sum('lost') + sum('lostRestores'),
      twice: sum('twice'),
      groupsWithoutOneCurrent: sum('groupsWithoutOneCurrent'),
      headsThatAreNotTheLast: sum('headsThatAreNotTheLast'),
    };
  }
}

const rounded = (number: number): number => Math.round(number * 100) / 100;
