import {
  KeyringIndex,
  type Keyring,
  type KeyringRevision,
  type UnsettledDocument,
  type WithdrawnKeyring,
} from '../../src/storage/keyrings/keyring-index.js';

/** The object index in memory. */
export class MemoryKeyringIndex extends KeyringIndex {
  keyrings: Keyring[] = [];
  gone: WithdrawnKeyring[] = [];

  async add(keyring: Keyring): Promise<boolean> {
    if (this.keyrings.some((known) => isSame(known, keyring))) return false;
    this.keyrings.push(keyring);
    return true;
  }

  async setMissingOn(keyring: KeyringRevision, missingOn: readonly string[]): Promise<void> {
    this.keyrings = this.keyrings.map((known) =>
      isSame(known, keyring) ? { ...known, missingOn } : known,
    );
  }

  async find(documentId: string, epoch?: number): Promise<Keyring | undefined> {
    const keyrings = await this.list(documentId);
    return epoch === undefined ? keyrings.at(-1) : keyrings.find((one) => one.epoch === epoch);
  }

  async newest(documentId: string, epoch: number): Promise<Keyring | undefined> {
    return this.find(documentId, epoch);
  }

  async revisionsOf(documentIds: readonly string[]): Promise<readonly KeyringRevision[]> {
    return (await Promise.all(documentIds.map((documentId) => this.list(documentId)))).flat();
  }

  async list(documentId: string): Promise<readonly Keyring[]> {
    const sorted = this.keyrings
      .filter((keyring) => keyring.documentId === documentId)
      .sort((a, b) => a.epoch - b.epoch || a.revision - b.revision);
    return [...new Map(sorted.map((keyring) => [keyring.epoch, keyring])).values()];
  }

  async hasAny(): Promise<boolean> {
    return this.keyrings.length > 0;
  }

  async withdrawOld(documentId: string, providers: readonly string[]): Promise<void> {
    this.#withdraw(documentId, providers, await this.list(documentId));
  }

  async withdrawAll(documentId: string, providers: readonly string[]): Promise<void> {
    this.#withdraw(documentId, providers, []);
  }

  #withdraw(documentId: string, providers: readonly string[], kept: readonly Keyring[]): void {
    const old = this.keyrings.filter(
      (keyring) => keyring.documentId === documentId && !kept.includes(keyring),
    );
    this.keyrings = this.keyrings.filter((keyring) => !old.includes(keyring));
    for (const { epoch, revision } of old) {
      this.gone.push(...providers.map((provider) => ({ documentId, epoch, revision, provider })));
    }
  }

  async withdrawn(documentId: string): Promise<readonly WithdrawnKeyring[]> {
    return this.gone.filter((keyring) => keyring.documentId === documentId);
  }

  async forgetWithdrawn(withdrawn: WithdrawnKeyring): Promise<void> {
    this.gone = this.gone.filter(
      (one) => !(isSame(one, withdrawn) && one.provider === withdrawn.provider),
    );
  }

  /** Keeps no times: the ids are in the order of theirs. */
  async unsettled(limit: number, after?: UnsettledDocument): Promise<readonly UnsettledDocument[]> {
    const incomplete = this.keyrings.filter(({ missingOn }) => missingOn.length > 0);
    const ids = new Set([...incomplete, ...this.gone].map(({ documentId }) => documentId));
    const all = [...ids].sort().map((documentId) => ({ documentId, sinceMs: 0 }));
    return all.filter(({ documentId }) => documentId > (after?.documentId ?? '')).slice(0, limit);
  }
}

const isSame = (a: KeyringRevision, b: KeyringRevision): boolean =>
  a.documentId === b.documentId && a.epoch === b.epoch && a.revision === b.revision;
