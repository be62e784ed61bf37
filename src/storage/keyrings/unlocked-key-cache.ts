import type { Keyring, KeyringIndex, KeyringRevision } from './keyring-index.js';

/** Below the parameter limits of both databases. */
const DOCUMENTS_AT_ONCE = 500;

/** Keyrings without members are older than the column; the server is a member of those. */
export const isOfServer = (members: readonly string[], serverRecipient: string): boolean =>
  members.length === 0 || members.includes(serverRecipient);

/** Which key wraps include this server. The database decides, whatever is in memory or at providers. */
export class ServerMembership {
  constructor(
    private readonly index: KeyringIndex,
    private readonly serverRecipient: string,
  ) {}

  includes({ members }: Pick<Keyring, 'members'>): boolean {
    return isOfServer(members, this.serverRecipient);
  }

  /** Whether a key opened through this key wrap may still be used: it is the epoch's newest, and includes this server. */
  async isValid({ documentId, epoch, revision }: KeyringRevision): Promise<boolean> {
    const newest = await this.index.newest(documentId, epoch);
    return newest?.revision === revision && this.includes(newest);
  }

  /** Documents of key wraps that are no longer the newest of their epoch. */
  async outdated(wraps: readonly KeyringRevision[]): Promise<ReadonlySet<string>> {
    const documentIds = [...new Set(wraps.map(({ documentId }) => documentId))];
    const newest = new Set<string>();
    for (let at = 0; at < documentIds.length; at += DOCUMENTS_AT_ONCE) {
      const some = documentIds.slice(at, at + DOCUMENTS_AT_ONCE);
      for (const wrap of await this.index.revisionsOf(some)) newest.add(nameOf(wrap));
    }
    const old = wraps.filter((wrap) => !newest.has(nameOf(wrap)));
    return new Set(old.map(({ documentId }) => documentId));
  }
}

const nameOf = ({ documentId, epoch, revision }: KeyringRevision): string =>
  `${documentId}/${epoch}.${revision}`;

/** A key, and the key wrap of the document's secret that it was opened through. */
export interface UnlockedKey<Key> {
  readonly key: Key;
  readonly wrap: KeyringRevision;
}

interface UnlockedKeyCacheOptions<Key> {
  /** At most this many; the least recently used are dropped first. */
  readonly kept: number;
  /** Makes the caller's copy, which the caller may destroy. */
  readonly copy: (key: Key) => Key;
  readonly wipe: (key: Key) => void;
}

/**
 * Keys in memory, by name. The cache saves time and grants nothing: before a key is used, the database is asked
 * whether the key wrap it was opened through is still the newest, and still includes this server. So changes made
 * by another instance take effect at once.
 */
export class UnlockedKeyCache<Key> {
  /** Least recently used first. */
  readonly #held = new Map<string, UnlockedKey<Key>>();
  #timesForgotten = 0;

  constructor(
    private readonly membership: ServerMembership,
    private readonly options: UnlockedKeyCacheOptions<Key>,
  ) {}

  /** Returns a copy for the caller. Calls `read` when no valid key is cached. */
  async open(name: string, read: () => Promise<UnlockedKey<Key>>): Promise<UnlockedKey<Key>> {
    const known = await this.#find(name);
    if (known !== undefined) return known;
    const before = this.#timesForgotten;
    const opened = await read();
    // If something was forgotten meanwhile, the key may be outdated: it is for this caller only.
    if (this.#timesForgotten === before) this.#keep(name, this.#copyOf(opened));
    return opened;
  }

  /** Drops every key of the document; a key that is being read now is not cached either. */
  forgetDocument(documentId: string): void {
    this.#timesForgotten++;
    for (const [name, { wrap }] of this.#held) {
      if (wrap.documentId === documentId) this.#forget(name);
    }
  }

  /** Drops keys that other instances made invalid, and that were not used here since. */
  async forgetOutdated(): Promise<void> {
    const wraps = [...this.#held.values()].map(({ wrap }) => wrap);
    for (const documentId of await this.membership.outdated(wraps)) {
      this.forgetDocument(documentId);
    }
  }

  async #find(name: string): Promise<UnlockedKey<Key> | undefined> {
    const held = this.#held.get(name);
    if (held === undefined) return undefined;
    if (!(await this.membership.isValid(held.wrap))) {
      this.forgetDocument(held.wrap.documentId);
      return undefined;
    }
    // Dropped, and wiped, while the database was asked.
    if (this.#held.get(name) !== held) return undefined;
    this.#held.delete(name);
    this.#held.set(name, held);
    return this.#copyOf(held);
  }

  #keep(name: string, opened: UnlockedKey<Key>): void {
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

  #copyOf({ key, wrap }: UnlockedKey<Key>): UnlockedKey<Key> {
    return { key: this.options.copy(key), wrap };
  }
}
