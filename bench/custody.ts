import { KontorUnderTest } from './kontor-under-test.ts';
import { download, median } from './limits.ts';
import { PrivatePerson } from './private-person.ts';

const MIB = 1024 * 1024;
const SIZES = [
  { name: '1 MB', times: 1 },
  { name: '10 MB', times: 10 },
] as const;
const ROUNDS = 60;
/** Of each, before anything counts. */
const WARM_UP = 5;

const CUSTODIES = ['managed', 'zero-knowledge'] as const;
type Custody = (typeof CUSTODIES)[number];
type Figure = Record<string, string | number>;

/** Two documents with the same content, alike in everything but custody. */
interface Opened {
  readonly documentId: string;
  version: number;
}

interface Sample {
  readonly save: number;
  readonly open: number;
  readonly keys: number;
  /** Seconds of processor time; a busy machine does not lengthen these. */
  readonly saveCpu: number;
  readonly openCpu: number;
}

/** What it costs that only people can open a document: the same work on one of each custody, in turn. */
export async function custody(): Promise<Figure[]> {
  const kontor = new KontorUnderTest();
  await kontor.start();
  try {
    const person = new PrivatePerson((method, path, body) => kontor.call(method, path, body));
    await person.register();
    const rows: Figure[] = [];
    for (const size of SIZES) rows.push(await new CustodyCost(kontor, person).measure(size));
    return rows;
  } finally {
    await kontor.stop();
  }
}

class CustodyCost {
  readonly #kontor: KontorUnderTest;
  readonly #person: PrivatePerson;

  constructor(kontor: KontorUnderTest, person: PrivatePerson) {
    this.#kontor = kontor;
    this.#person = person;
  }

  async measure({ name, times }: (typeof SIZES)[number]): Promise<Figure> {
    const block = Buffer.alloc(MIB, 'a sentence of an office document ');
    const documents = new Map<Custody, Opened>();
    for (const which of CUSTODIES) {
      await this.#person.choose(which);
      const content = Buffer.concat(Array.from({ length: times }, () => block));
      const documentId = await this.#kontor.createDocument('Custody.txt', content);
      documents.set(which, { documentId, version: 1 });
    }
    const samples: Record<Custody, Sample[]> = { managed: [], 'zero-knowledge': [] };
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      // Who goes second finds caches as the first one left them: they take turns at that.
      for (const which of round % 2 === 0 ? CUSTODIES : CUSTODIES.toReversed()) {
        const sample = await this.#round(which, documents.get(which) as Opened, block, times);
        if (round >= WARM_UP) samples[which].push(sample);
      }
    }
    const m = (which: Custody, what: keyof Sample) => median(samples[which].map((s) => s[what]));
    const ratio = (what: keyof Sample) => m('zero-knowledge', what) / m('managed', what);
    const sum = (which: Custody, what: keyof Sample) =>
      samples[which].reduce((total, sample) => total + sample[what], 0);
    const cpu = (what: keyof Sample) => sum('zero-knowledge', what) / sum('managed', what);
    return {
      size: name,
      'save, managed': round1(m('managed', 'save')),
      'save, private': round1(m('zero-knowledge', 'save')),
      'save, ratio': round2(ratio('save')),
      'open, managed': round1(m('managed', 'open')),
      'open, private': round1(m('zero-knowledge', 'open')),
      'open, ratio': round2(ratio('open')),
      'save, ratio of CPU': round2(cpu('saveCpu')),
      'open, ratio of CPU': round2(cpu('openCpu')),
      // A page that unlocks the document itself asks for its sealed keys before.
      'sealed keys': round1(m('zero-knowledge', 'keys')),
    };
  }

  /** An opening to the last byte, a save in it, and the editor leaves: with that the session is over. */
  async #round(which: Custody, open: Opened, block: Buffer, times: number): Promise<Sample> {
    const { session, ms, keysMs, cpuBefore } = await this.#session(which, open);
    const headers = this.#kontor.fileHeaders(session);
    const { lastByteMs, bytes } = await download(session.config.document.url, headers);
    // A save is some bytes shorter than its blocks.
    if (bytes < (block.length - 64) * times) {
      throw new Error(`${open.documentId} has ${bytes} bytes`);
    }
    const cpuOpened = this.#kontor.cpuSeconds();
    const save = await this.#kontor.save(session, block, times);
    const saveCpu = this.#kontor.cpuSeconds() - cpuOpened;
    open.version++;
    await this.#kontor.leave(session);
    const openCpu = cpuOpened - cpuBefore;
    return { save, open: ms + lastByteMs, keys: keysMs, saveCpu, openCpu };
  }

  /** What a browser does with keys before it asks for the session is not counted; the asking is. */
  async #session(which: Custody, { documentId, version }: Opened) {
    const before = performance.now();
    const sealed =
      which === 'managed' ? undefined : await this.#person.sealedKey(documentId, version);
    const keysMs = performance.now() - before;
    const release = sealed && (await this.#person.release(documentId, version, sealed));
    const cpuBefore = this.#kontor.cpuSeconds();
    const from = performance.now();
    const session = await this.#kontor.openSession(documentId, release && { release });
    return { session, ms: performance.now() - from, keysMs, cpuBefore };
  }
}

const round1 = (value: number): number => Math.round(value * 10) / 10;
const round2 = (value: number): number => Math.round(value * 100) / 100;
