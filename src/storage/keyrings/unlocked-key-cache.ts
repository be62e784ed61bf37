import type { KeyringRevision } from './keyring-index.js';
import type { ServerMembership } from './server-membership.js';

/** A key, and the sealing of the document's secret that it was opened through. */
export interface Opened<Key> {
  readonly key: Key;
  readonly sealing: KeyringRevision;
}

interface UnlockedKeyCacheOptions<Key> {
  /** How many at most; the least recently used go first. */
  readonly kept: number;
  /** What a caller gets: one who destroys it does not destroy what is kept. */
  readonly copy: (key: Key) => Key;
  readonly wipe: (key: Key) => void;
}

/**
 * Keys in memory, by name. They make opening quick and never make it possible: before one is used the
 * database says whether this server is still a member of the newest sealing, and whether that is the one it
 * was opened through. So what another instance changed counts here at once.
 */
export class UnlockedKeyCache<Key> {
  /** Least recently used first. */
  readonly #held = new Map<string, Opened<Key>>();
  #timesForgotten = 0;

  constructor(
    private readonly membership: ServerMembership,
    private readonly options: UnlockedKeyCacheOptions<Key>,
  ) {}

  /** The caller's own copy. `read` is asked when nothing is kept, or nothing that still counts. */
  async open(name: string, read: () => Promise<Opened<Key>>): Promise<Opened<Key>> {
    const known = await this.#find(name);
    if (known !== undefined) return known;
    const before = this.#timesForgotten;
    const opened = await read();
    // It may have been read before a change that was forgotten for meanwhile: good for this caller only.
    if (this.#timesForgotten === before) this.#keep(name, this.#copyOf(opened));
    return opened;
  }

  /** No key of the document is in memory afterwards, nor comes there from what was read before. */
  forgetDocument(documentId: string): void {
    this.#timesForgotten++;
    for (const [name, { sealing }] of this.#held) {
      if (sealing.documentId === documentId) this.#forget(name);
    }
  }

  /** For what other instances changed and nobody asked for here since. */
  async forgetOutdated(): Promise<void> {
    const sealings = [...this.#held.values()].map(({ sealing }) => sealing);
    for (const documentId of await this.membership.outdated(sealings)) {
      this.forgetDocument(documentId);
    }
  }

  async #find(name: string): Promise<Opened<Key> | undefined> {
    const held = this.#held.get(name);
    if (held === undefined) return undefined;
    if (!(await this.membership.standsThrough(held.sealing))) {
      this.forgetDocument(held.sealing.documentId);
      return undefined;
    }
    // Forgotten while the database was asked: it is wiped.
    if (this.#held.get(name) !== held) return undefined;
    this.#held.delete(name);
    this.#held.set(name, held);
    return this.#copyOf(held);
  }

  #keep(name: string, opened: Opened<Key>): void {
    this.#forget(name);
    this.#held.set(name, opened);
    const [oldest] = this.#held.keys();
    if (this.#held.size > this.options.kept && oldest !== undefined) this.#forget(oldest);
  }

  #forget(name: string): void {
    const held = this.#held.get(name);
    if (held !== undefined) this.options.wipe(held.key);
    this.#held.delete(name);
  }

  #copyOf({ key, sealing }: Opened<Key>): Opened<Key> {
    return { key: this.options.copy(key), sealing };
  }
}
