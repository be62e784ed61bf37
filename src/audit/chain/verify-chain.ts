import { setImmediate as turn } from 'node:timers/promises';
import { hashOf, NO_HASH, type ChainedEntry } from '../entry.js';
import { hashOfLine, type Seal } from './chain.js';
import type { ChainRepository, Snapshot } from './chain.repository.js';

/**
 * `changed`: a member or hash of the entry is another one. `removed`: entries are missing before `position`.
 * `inserted`: the entry follows none, and none follows it. `seal`: of the seal with that number. `head`: the signed end.
 * `reported`: a running instance noticed something, and wrote an entry about it.
 */
export interface Fault {
  readonly kind: 'changed' | 'removed' | 'inserted' | 'seal' | 'head' | 'reported';
  readonly position: number;
  /** Of the entry; undefined when there is none. */
  readonly id: string | undefined;
  readonly says: string;
}

export interface Verification {
  readonly entries: number;
  readonly seals: number;
  /** In the order of the chain; at most a hundred. */
  readonly faults: readonly Fault[];
}

const PAGE = 1000;
const MAX_FAULTS = 100;
/** Of what waits to be chained; a working instance chains it within seconds. */
const WAITING_LOOKED_AT = 10_000;

/**
 * Reads the whole chain and checks every hash, the order, every seal and the head. What it proves, and what it cannot, is in
 * docs/adr/0022-audit-log.md. May run beside instances that append. `onPage` is awaited before each thousand entries; what it
 * rejects with ends the verification.
 */
export async function verifyChain(
  chain: ChainRepository,
  onPage: () => Promise<void> = () => Promise.resolve(),
): Promise<Verification> {
  for (;;) {
    const { keptFrom, ...verification } = await verifyOnce(chain, onPage);
    // Retention may remove at the beginning what is being read there.
    if (verification.faults.length === 0 || (await chain.head())?.keptFrom === keptFrom)
      return verification;
  }
}

async function verifyOnce(chain: ChainRepository, onPage: () => Promise<void>) {
  const snapshot = await chain.snapshot();
  const run = new Run(snapshot);
  run.checkSeals();
  let after = run.start - 1;
  while (after < snapshot.lastPosition && !run.isFull) {
    await onPage();
    const page = await chain.entriesAfter(after, PAGE);
    const seen = page.filter(({ position }) => position <= snapshot.lastPosition);
    for (const entry of seen) run.check(entry);
    if (seen.length < PAGE) break;
    after = seen.at(-1)!.position;
    await turn();
  }
  if (!run.isFull) run.end();
  for (const id of await chain.forgedWaiting(WAITING_LOOKED_AT)) run.checkWaiting(id);
  const { entries, faults } = run;
  const seals = snapshot.seals.length;
  return { entries, seals, faults, keptFrom: snapshot.head?.keptFrom };
}

class Run {
  readonly faults: Fault[] = [];
  entries = 0;
  readonly start: number;
  readonly #sealAt: ReadonlyMap<number, Seal>;
  #hash: string | undefined;
  #position: number;
  #last: ChainedEntry | undefined;
  /** Follows nothing. The next one decides whether it was inserted, or what comes before it was changed. */
  #doubtful: ChainedEntry | undefined;

  constructor(private readonly snapshot: Snapshot) {
    const seals = snapshot.seals.flatMap(({ seal }) => seal ?? []);
    this.#sealAt = new Map(seals.map((seal) => [seal.to, seal]));
    this.start = snapshot.head?.keptFrom ?? 1;
    this.#position = this.start - 1;
    this.#hash = this.start === 1 ? NO_HASH : this.#sealAt.get(this.start - 1)?.hash;
  }

  get isFull(): boolean {
    return this.faults.length >= MAX_FAULTS;
  }

  checkSeals(): void {
    let before: { line: string; to: number } | undefined;
    for (const [index, { number, line, seal }] of this.snapshot.seals.entries()) {
      if (seal === undefined)
        this.#fault('seal', 0, undefined, `seal ${number} is not as it was signed`);
      else if (number !== index + 1 || !follows(seal, number, before))
        this.#fault('seal', seal.to, undefined, `seal ${number} does not follow the one before`);
      before = { line, to: seal?.to ?? 0 };
    }
    if (this.start > 1 && this.#hash === undefined)
      this.#fault('seal', this.start - 1, undefined, 'the seal of what was removed is missing');
  }

  check(entry: ChainedEntry): void {
    this.entries += 1;
    const { position, id } = entry;
    if (position > this.#position + 1) {
      this.#gap(position);
      this.#hash = undefined;
    }
    this.#position = position;
    if (hashOf(entry, entry.previousHash) !== entry.hash) {
      this.#settleDoubt();
      this.#fault('changed', position, id, 'is not as it was written');
      this.#goOnFrom(entry);
    } else if (this.#hash === undefined || entry.previousHash === this.#hash) {
      this.#settleDoubt();
      this.#goOnFrom(entry);
    } else if (this.#doubtful !== undefined && entry.previousHash === this.#doubtful.hash) {
      const last = this.#last ?? this.#doubtful;
      this.#fault('changed', last.position, last.id, 'is not what the next entry follows');
      this.#doubtful = undefined;
      this.#goOnFrom(entry);
    } else {
      this.#settleDoubt();
      this.#doubtful = entry;
    }
    this.#checkSealed(entry);
    if (entry.action === 'audit.broken')
      this.#fault(
        'reported',
        position,
        entry.objectId ?? id,
        `was reported: ${String(entry.detail?.['found'])}`,
      );
  }

  end(): void {
    const { head, seals } = this.snapshot;
    this.#settleDoubt();
    const sealed = seals.at(-1)?.toPosition ?? 0;
    if (this.#position < sealed) {
      this.#gap(sealed + 1);
      return;
    }
    if (head === undefined) {
      this.#fault('head', this.#position, undefined, 'the head is not as it was signed');
      return;
    }
    if (this.#position < head.position) this.#gap(head.position + 1);
    else if (this.#hash !== head.hash)
      this.#fault('head', head.position, this.#last?.id, 'is not the end that the head names');
  }

  checkWaiting(id: string): void {
    this.#fault(
      'inserted',
      this.snapshot.lastPosition + 1,
      id,
      'waits to be chained, and no instance wrote it so',
    );
  }

  #goOnFrom(entry: ChainedEntry): void {
    this.#hash = entry.hash;
    this.#last = entry;
  }

  #settleDoubt(): void {
    const entry = this.#doubtful;
    this.#doubtful = undefined;
    if (entry !== undefined) this.#fault('inserted', entry.position, entry.id, 'follows no entry');
  }

  #checkSealed({ position, id, hash }: ChainedEntry): void {
    const seal = this.#sealAt.get(position);
    if (seal !== undefined && seal.hash !== hash)
      this.#fault('changed', position, id, `is not what seal ${seal.number} was put on`);
  }

  #gap(next: number): void {
    const first = this.#position + 1;
    const which = next - first === 1 ? `entry ${first} is` : `entries ${first} to ${next - 1} are`;
    const after = this.#last === undefined ? '' : `, after ${this.#last.id}`;
    this.#fault('removed', first, undefined, `${which} missing${after}`);
  }

  #fault(kind: Fault['kind'], position: number, id: string | undefined, says: string): void {
    if (!this.isFull) this.faults.push({ kind, position, id, says });
  }
}

const follows = (
  seal: Seal,
  number: number,
  before: { readonly line: string; readonly to: number } | undefined,
): boolean =>
  seal.number === number &&
  seal.from === (before?.to ?? 0) + 1 &&
  seal.previous === (before === undefined ? NO_HASH : hashOfLine(before.line));

/** For people: the command line, the log. */
export const sentenceOf = ({ kind, position, id, says }: Fault): string =>
  id === undefined ? `${kind}: ${says}` : `${kind}: entry ${id} (number ${position}) ${says}`;
