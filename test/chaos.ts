import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { ObjectRef, StoredObject } from '../src/storage/object-store.js';
import { FAULTS, noFigures, type ChaosFigures, type Fault } from './chaos-figures.js';
import { Planter, unsigned } from './planted-objects.js';
import { SeededDice } from './seeded-dice.js';
import type { StorageFixture } from './medium/storage-fixture.js';
import type { MaintenanceFixture } from './medium/maintenance-fixture.js';

const K = 4;
const N = 6;
const M = N - K;
const VERSIONS = 2;
/** Of a hundred objects so many get more faults than they can bear. */
const BEYOND_PERCENT = 3;
/** The longest wait after a failure. */
const HOUR_MS = 60 * 60_000;

interface Shard {
  readonly hash: string;
  readonly bytes: Buffer;
}

interface Kept {
  readonly stored: StoredObject;
  readonly content: Buffer;
  readonly shards: readonly Shard[];
}

/** Breaks shards at random and lets maintenance find and repair them; remembers every byte to compare with. */
export class Chaos {
  readonly figures = noFigures();
  readonly #all: Kept[] = [];
  readonly #planter = new Planter();
  readonly #dice: SeededDice;

  constructor(
    private readonly fixture: StorageFixture,
    private readonly maintenance: MaintenanceFixture,
    seed: number,
  ) {
    this.#dice = new SeededDice(seed);
  }

  /** Two versions of each document, the second made from the first; every tenth spans stripes. */
  async save(documents: number): Promise<void> {
    for (let i = 0; i < documents; i++) {
      const documentId = await this.fixture.newDocument();
      let parent: ObjectRef | undefined;
      for (let version = 0; version < VERSIONS; version++) {
        const size = i % 10 === 0 ? 1_200_000 : 1 + this.#dice.below(20_000);
        const content = randomBytes(size);
        const stored = await this.fixture.put(documentId, content, parent && { parent });
        await this.fixture.store.record(stored);
        const shards = await Promise.all(
          stored.shards.map(({ index }) => readFile(this.fixture.shardFile(stored, index))),
        );
        this.#all.push({
          stored,
          content,
          shards: shards.map((bytes) => ({ bytes, hash: hashOf(bytes) })),
        });
        parent = stored;
      }
    }
  }

  async run(faults: number): Promise<ChaosFigures> {
    while (this.figures.injected < faults) await this.#round(faults - this.figures.injected);
    await this.#plantVersions(Math.ceil(faults / 200));
    for (const { stored, content } of this.#all) {
      if ((await this.fixture.read(stored)).equals(content)) this.figures.readable++;
    }
    return this.figures;
  }

  async #round(most: number): Promise<void> {
    this.figures.rounds++;
    this.maintenance.events.length = 0;
    const hit = await this.#inject(most);
    const before = await this.#inodes();
    await this.maintenance.heal();
    this.#countDetected(hit);
    await this.#countRepaired(hit, before);
    await this.#bringBack(hit);
  }

  /** Which shards of which objects were broken. */
  async #inject(most: number): Promise<Map<Kept, Set<number>>> {
    const hit = new Map<Kept, Set<number>>();
    let left = most;
    for (const kept of this.#dice.shuffled(this.#all)) {
      if (left <= 0) break;
      const isBeyond = this.#dice.below(100) < BEYOND_PERCENT;
      const room = isBeyond ? M + 1 + this.#dice.below(M) : 1 + this.#dice.below(M);
      const taken = hit.get(kept) ?? new Set<number>();
      const free = this.#dice.shuffled([...Array(N).keys()]).filter((index) => !taken.has(index));
      for (const index of free.slice(0, Math.min(left, room - taken.size))) {
        // A swap before may have come here already.
        if (hit.get(kept)?.has(index) !== true) left -= await this.#break(kept, index, hit);
      }
    }
    return hit;
  }

  /** Answers how many shards are broken now that were not before. */
  async #break(kept: Kept, index: number, hit: Map<Kept, Set<number>>): Promise<number> {
    const file = this.fixture.shardFile(kept.stored, index);
    const bytes = kept.shards[index]!.bytes;
    const kind = FAULTS[this.#dice.below(FAULTS.length)]!;
    if (kind === 'swapped') return this.#swap(kept, index, hit);
    if (kind === 'lost') await rm(file);
    if (kind === 'truncated')
      await writeFile(file, bytes.subarray(0, this.#dice.below(bytes.length)));
    if (kind === 'flipped') await writeFile(file, this.#flipped(bytes));
    if (kind === 'replayed') await writeFile(file, this.#older(kept).shards[index]!.bytes);
    if (kind === 'planted') await writeFile(file, await this.#planted(kept, index));
    return this.#note(kind, kept, index, hit);
  }

  /** Another index of this object, or the same index of another one: each lies under the other's key. */
  async #swap(kept: Kept, index: number, hit: Map<Kept, Set<number>>): Promise<number> {
    const within = this.#dice.below(2) === 0;
    const other = within ? kept : this.#all[this.#dice.below(this.#all.length)]!;
    const otherIndex = within ? (index + 1) % N : index;
    const others = hit.get(other) ?? new Set();
    const isFree = !others.has(otherIndex) && (within || (other !== kept && others.size < M));
    const from = this.fixture.shardFile(kept.stored, index);
    if (!isFree) {
      await writeFile(
        from,
        other.shards[otherIndex === index ? (index + 1) % N : otherIndex]!.bytes,
      );
      return this.#note('swapped', kept, index, hit);
    }
    await writeFile(from, other.shards[otherIndex]!.bytes);
    await writeFile(this.fixture.shardFile(other.stored, otherIndex), kept.shards[index]!.bytes);
    return this.#note('swapped', kept, index, hit) + this.#note('swapped', other, otherIndex, hit);
  }

  #note(kind: Fault, kept: Kept, index: number, hit: Map<Kept, Set<number>>): number {
    this.figures.faults[kind]++;
    this.figures.injected++;
    hit.set(kept, (hit.get(kept) ?? new Set()).add(index));
    return 1;
  }

  #countDetected(hit: ReadonlyMap<Kept, ReadonlySet<number>>): void {
    const expected = new Set(
      [...hit].flatMap(([{ stored }, indices]) =>
        [...indices].map((index) => `${stored.versionId}/${index}`),
      ),
    );
    const bad = this.maintenance.events.flatMap((event) =>
      event.what === 'bad' ? [`${event.versionId}/${event.index}`] : [],
    );
    this.figures.detected += new Set(bad.filter((name) => expected.has(name))).size;
    this.figures.falseAlarms += bad.filter((name) => !expected.has(name)).length;
  }

  async #countRepaired(
    hit: ReadonlyMap<Kept, ReadonlySet<number>>,
    before: ReadonlyMap<string, bigint>,
  ): Promise<void> {
    const reported = new Set(
      this.maintenance.events.flatMap((event) =>
        event.what === 'unrecoverable' ? [event.versionId] : [],
      ),
    );
    for (const kept of this.#all) {
      const broken = hit.get(kept) ?? new Set();
      const exact = await Promise.all(kept.shards.map((_, index) => this.#isExact(kept, index)));
      const repaired = [...broken].filter((index) => exact[index]).length;
      if (broken.size > M) {
        const { beyond } = this.figures;
        beyond.objects++;
        if (repaired === broken.size) beyond.rebuiltFromParts++;
        else if (reported.has(kept.stored.versionId)) beyond.reported++;
        else beyond.silent++;
      } else {
        this.figures.repairedBitExact += repaired;
        this.figures.notRepaired += broken.size - repaired;
      }
      for (const { index } of kept.stored.shards.filter((shard) => !broken.has(shard.index))) {
        const file = this.fixture.shardFile(kept.stored, index);
        if (before.get(file) !== (await inodeOf(file))) this.figures.falseRepairs++;
      }
    }
  }

  /** Somebody finds what was lost beyond repair, on an old disk; maintenance takes it from there. */
  async #bringBack(hit: ReadonlyMap<Kept, ReadonlySet<number>>): Promise<void> {
    for (const [kept, broken] of hit) {
      if (broken.size <= M) continue;
      const found = [...broken].slice(0, broken.size - M);
      for (const index of found) {
        await writeFile(this.fixture.shardFile(kept.stored, index), kept.shards[index]!.bytes);
      }
    }
    this.fixture.clock.advance(2 * HOUR_MS);
    await this.maintenance.service.repair(this.maintenance.signal);
    for (const [kept] of hit) {
      for (const index of kept.shards.keys()) {
        if (!(await this.#isExact(kept, index))) this.figures.notRepaired++;
      }
    }
  }

  /** Whole versions that would open with the document's key: seen, never taken for ours, collected later. */
  async #plantVersions(count: number): Promise<void> {
    const { plantedVersions } = this.figures;
    const keys = new Set<string>();
    for (let i = 0; i < count; i++) {
      const { stored } = this.#all[this.#dice.below(this.#all.length)]!;
      const ref = { documentId: stored.documentId, versionId: this.fixture.ids.next() };
      const shards = await this.#sealed(ref, randomBytes(500));
      for (const [index, shard] of shards.entries()) {
        const writer = this.fixture.storage.providers.all[index]!.create(
          `v1/${ref.documentId}/${ref.versionId}/${index}`,
        );
        await writer.append(unsigned(shard));
        await writer.commit();
        keys.add(`v1/${ref.documentId}/${ref.versionId}/${index}`);
      }
      plantedVersions.planted++;
    }
    const { service, orphans, signal } = this.maintenance;
    this.fixture.clock.advance(24 * HOUR_MS);
    await service.collectOrphans(signal);
    const seen = (await orphans.all()).filter(({ key }) => keys.has(key));
    plantedVersions.reportedAsStrays = seen.length / N;
    this.fixture.clock.advance(8 * 24 * HOUR_MS);
    const gone = await service.collectOrphans(signal);
    plantedVersions.collected = gone.filter(({ key }) => keys.has(key)).length / N;
  }

  async #planted(kept: Kept, index: number): Promise<Buffer> {
    const shard = (await this.#sealed(kept.stored, kept.content))[index]!;
    const { kid } = this.fixture.storage.identity.signing;
    return [shard, unsigned(shard), unsigned(shard, kid)][this.#dice.below(3)]!;
  }

  async #sealed({ documentId, versionId }: ObjectRef, content: Buffer): Promise<Buffer[]> {
    const keyring = await this.fixture.keyringIndex.find(documentId);
    if (keyring === undefined) throw new Error('no keyring');
    return this.#planter.seal({ documentId, versionId }, keyring, content);
  }

  async #isExact({ stored, shards }: Kept, index: number): Promise<boolean> {
    const bytes = await readFile(this.fixture.shardFile(stored, index)).catch(() => undefined);
    return bytes !== undefined && hashOf(bytes) === shards[index]!.hash;
  }

  async #inodes(): Promise<ReadonlyMap<string, bigint>> {
    const files = this.#all.flatMap(({ stored }) =>
      stored.shards.map(({ index }) => this.fixture.shardFile(stored, index)),
    );
    return new Map(
      await Promise.all(files.map(async (file) => [file, await inodeOf(file)] as const)),
    );
  }

  /** The other version of the same document. */
  #older(kept: Kept): Kept {
    const at = this.#all.indexOf(kept);
    return this.#all[at % VERSIONS === 0 ? at + 1 : at - 1]!;
  }

  #flipped(bytes: Buffer): Buffer {
    const changed = Buffer.from(bytes);
    const at = this.#dice.below(changed.length);
    changed[at] = changed[at]! ^ (1 << this.#dice.below(8));
    return changed;
  }
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A shard that is written anew is a new file. */
const inodeOf = (file: string): Promise<bigint> =>
  stat(file, { bigint: true }).then(
    ({ ino, mtimeNs }) => ino ^ mtimeNs,
    () => 0n,
  );
