import { setTimeout as delay } from 'node:timers/promises';
import type { Instances } from './instances.js';

const WRITERS = 8;
const FINAL_EVERY = 7;
const PAUSE_MS = 50;
const REDIS_AWAY_MS = 300;

export interface SoakFigures {
  readonly acknowledged: number;
  readonly toldAgain: number;
  readonly killed: number;
  readonly redisLost: number;
  readonly providerLost: number;
  readonly seconds: number;
  readonly savesPerSecond: number;
  readonly versions: number;
  readonly lost: number;
  readonly twice: number;
  readonly groupsWithoutOneCurrent: number;
}

/** Saves of all kinds through any instance, told again until accepted, while things die at random. */
export async function soak(instances: Instances, saves: number): Promise<SoakFigures> {
  const run = new Run(instances, saves);
  const began = performance.now();
  const writers = Array.from({ length: WRITERS }, (_, i) => run.write(`Soak-${i}.txt`));
  const [documents] = await Promise.all([Promise.all(writers), run.trouble()]);
  const seconds = (performance.now() - began) / 1000;
  const found = { versions: 0, lost: 0, twice: 0, groupsWithoutOneCurrent: 0 };
  for (const { id, texts } of documents) {
    const whole = await run.lookAt(id, texts);
    found.versions += whole.versions;
    found.lost += whole.lost;
    found.twice += whole.twice;
    found.groupsWithoutOneCurrent += whole.current === 1 ? 0 : 1;
  }
  return { ...run.counts, seconds, savesPerSecond: run.counts.acknowledged / seconds, ...found };
}

class Run {
  readonly counts = { acknowledged: 0, toldAgain: 0, killed: 0, redisLost: 0, providerLost: 0 };
  #left: number;

  constructor(
    private readonly instances: Instances,
    private readonly saves: number,
  ) {
    this.#left = saves;
  }

  async write(title: string): Promise<{ id: string; texts: Set<string> }> {
    const id = await untilDone(() => this.instances.createDocument(title));
    let session = await untilDone(() => this.instances.open(id));
    const texts = new Set<string>();
    while (this.#left-- > 0) {
      const isLast = texts.size % FINAL_EVERY === FINAL_EVERY - 1;
      const text = `${title} ${texts.size}`;
      await this.#untilAccepted(this.instances.save(session, text, isLast ? 2 : 6));
      texts.add(text);
      if (isLast) session = await untilDone(() => this.instances.open(id));
    }
    return { id, texts };
  }

  /** Until all is saved: an instance killed and started, Redis lost and back, a provider away and back. */
  async trouble(): Promise<void> {
    for (let round = 0; round === 0 || this.counts.acknowledged < this.saves; round++) {
      const { all, redis } = this.instances;
      const victim = all[Math.floor(Math.random() * all.length)];
      await victim?.kill();
      this.counts.killed += 1;
      const providerBack = await this.instances.withoutProvider(round % 6);
      this.counts.providerLost += 1;
      await victim?.start('--playground');
      await providerBack();
      await redis.kill();
      this.counts.redisLost += 1;
      await delay(REDIS_AWAY_MS);
      await redis.resume();
    }
  }

  async lookAt(id: string, texts: ReadonlySet<string>) {
    const listed = await untilDone(() => this.#json(`/api/documents/${id}/versions`));
    const { versions } = listed as { versions: { number: number; state: string }[] };
    const contents: string[] = [];
    for (const { number } of versions) {
      const path = `/api/documents/${id}/content?version=${number}`;
      contents.push(await untilDone(async () => textOf(await this.instances.call(path))));
    }
    return {
      versions: versions.length,
      current: versions.filter(({ state }) => state === 'current').length,
      lost: [...texts].filter((text) => !contents.includes(text)).length,
      twice: contents.length - new Set(contents).size,
    };
  }

  async #untilAccepted(tell: Tell): Promise<void> {
    this.counts.toldAgain += await untilAccepted(tell);
    this.counts.acknowledged += 1;
  }

  async #json(path: string): Promise<unknown> {
    return JSON.parse(await textOf(await this.instances.call(path)));
  }
}

type Tell = () => Promise<{ status: number; error?: number } | undefined>;

/** As the Document Server does: the same again, until it is taken over. How often again. */
export async function untilAccepted(tell: Tell): Promise<number> {
  for (let again = 0; ; again++) {
    const answer = await tell();
    if (answer?.status === 200 && answer.error === 0) return again;
    if (answer?.status === 200 || answer?.status === 403) throw new Error(JSON.stringify(answer));
    await delay(PAUSE_MS);
  }
}

async function textOf(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
}

/** What a person does whose request met a killed instance. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 200) throw error;
      await delay(PAUSE_MS);
    }
  }
}
