import { PersonKeys, type Custody } from '../../src/platform/identity/people.js';
import { DocumentKeyrings, type SealedKeyring } from '../../src/storage/index.js';

/** People without keys of their own, as most are. */
export class NoPersonKeys extends PersonKeys {
  async recipientsOf(): Promise<ReadonlyMap<string, string>> {
    return new Map();
  }

  async custodyOf(): Promise<Custody> {
    return 'managed';
  }
}

/** Keyrings of this server alone. Whoever asks it to change one has mistaken a managed document. */
export class ServerKeyrings extends DocumentKeyrings {
  readonly serverRecipient = 'age1server';
  readonly recoveryRecipient = undefined;

  async list(): Promise<readonly SealedKeyring[]> {
    const members = [this.serverRecipient];
    return [{ epoch: 1, revision: 1, recipient: 'age1document', sealed: '', members }];
  }

  replace: DocumentKeyrings['replace'] = unexpected;
  reseal = unexpected;
  beginEpoch = unexpected;
  proveOpens = unexpected;
  /** Of documents that never came to be. */
  readonly withdrawn = new Set<string>();
  async withdrawAll(documentId: string): Promise<void> {
    this.withdrawn.add(documentId);
  }
  settle: DocumentKeyrings['settle'] = async (documentId) => {
    if (!this.withdrawn.has(documentId)) await unexpected();
  };
  settleAll = unexpected;
}

const unexpected = (): Promise<void> =>
  Promise.reject(new Error('a managed keyring stays as it is'));
