import { DocumentKeyrings, type KeyWrap, type SealedKeyring } from './document-keyrings.js';
import type { KeyringFiles } from './keyring-files.js';
import type { Keyring, KeyringIndex, UnsettledDocument } from './keyring-index.js';
import { identityIn, type Keyrings } from './keyrings.js';
import type { FileKey } from '../file-key.js';
import type { UnlockedKeyCache } from './unlocked-key-cache.js';
import {
  badSealing,
  keyringChanged,
  noKeyring,
  sealingNotOurs,
  sealingsIncomplete,
} from '../storage.errors.js';
import { stanzasInArmored } from '../seal/age-file.js';

const READ_AT_ONCE = 100;

export interface DocumentKeyringsParts {
  readonly index: KeyringIndex;
  readonly keyrings: Keyrings;
  readonly files: KeyringFiles;
  readonly fileKeys: UnlockedKeyCache<FileKey>;
  readonly warn: (fields: object) => void;
}

export class StoredDocumentKeyrings extends DocumentKeyrings {
  readonly serverRecipient: string;
  readonly recoveryRecipient: string | undefined;

  constructor(private readonly parts: DocumentKeyringsParts) {
    super();
    this.serverRecipient = parts.keyrings.serverRecipient;
    this.recoveryRecipient = parts.keyrings.recoveryRecipient;
  }

  list(documentId: string): Promise<readonly SealedKeyring[]> {
    return this.parts.index.list(documentId);
  }

  async replace(
    documentId: string,
    wraps: readonly KeyWrap[],
    members: readonly string[],
  ): Promise<void> {
    const { keyrings, files } = this.parts;
    const all = keyrings.withRecovery(members);
    for (const [{ recipient, revision, epoch }, sealed] of await this.#matched(documentId, wraps)) {
      // A stanza hides its recipient, but the number shows whether a member was left out.
      if (stanzasInArmored(sealed) !== all.length) throw badSealing(documentId, epoch, all.length);
      await this.#add({
        ...{ documentId, epoch, recipient, sealed },
        revision: revision + 1,
        members: all,
        missingOn: files.providerNames,
      });
    }
    await this.#withdrawOld(documentId);
  }

  async reseal(documentId: string, members: readonly string[]): Promise<void> {
    for (const keyring of await this.#required(documentId)) {
      const text = this.parts.keyrings.open(keyring);
      try {
        const next = { ...keyring, revision: keyring.revision + 1 };
        await this.#add(this.parts.keyrings.seal(next, text, members));
      } finally {
        text.fill(0);
      }
    }
    await this.#withdrawOld(documentId);
  }

  async beginEpoch(documentId: string, members: readonly string[]): Promise<void> {
    const newest = (await this.#required(documentId)).at(-1) as Keyring;
    const epoch = newest.epoch + 1;
    await this.#add(await this.parts.keyrings.newPair({ documentId, epoch }, members));
  }

  withdrawAll(documentId: string): Promise<void> {
    return this.parts.index.withdrawAll(documentId, this.parts.files.everyProviderName);
  }

  async proveOpens(documentId: string, wraps: readonly KeyWrap[]): Promise<void> {
    for (const [{ recipient, epoch }, sealed] of await this.#matched(documentId, wraps)) {
      if (this.#recipientIn(documentId, sealed) !== recipient) {
        throw sealingNotOurs(documentId, epoch);
      }
    }
  }

  async settle(documentId: string): Promise<void> {
    this.parts.keyrings.forget(documentId);
    this.parts.fileKeys.forgetDocument(documentId);
    try {
      for (const keyring of await this.parts.index.list(documentId)) {
        await this.parts.files.place(keyring);
      }
      await this.parts.files.removeWithdrawn(documentId);
    } catch (error) {
      this.parts.warn({ msg: 'keyring is not settled yet', documentId, err: error });
    }
  }

  async settleAll(stop?: AbortSignal): Promise<void> {
    await this.parts.keyrings.forgetOutdated();
    await this.parts.fileKeys.forgetOutdated();
    // A document that failed is not tried twice in one pass.
    const tried = new Set<string>();
    let last: UnsettledDocument | undefined;
    do {
      const some = await this.parts.index.unsettled(READ_AT_ONCE, last);
      for (const { documentId } of some) {
        if (stop?.aborted === true) return;
        if (!tried.has(documentId)) await this.settle(documentId);
        tried.add(documentId);
      }
      last = some.at(-1);
    } while (last !== undefined);
  }

  async #required(documentId: string): Promise<readonly Keyring[]> {
    const keyrings = await this.parts.index.list(documentId);
    if (keyrings.length === 0) throw noKeyring(documentId);
    return keyrings;
  }

  /** Each epoch's keyring with its new key wrap. */
  async #matched(
    documentId: string,
    wraps: readonly KeyWrap[],
  ): Promise<(readonly [Keyring, string])[]> {
    const given = new Map(wraps.map(({ epoch, sealed }) => [epoch, sealed]));
    const keyrings = await this.#required(documentId);
    const missing = keyrings.filter(({ epoch }) => !given.has(epoch)).map(({ epoch }) => epoch);
    if (missing.length > 0) throw sealingsIncomplete(documentId, missing);
    return keyrings.map((keyring) => [keyring, given.get(keyring.epoch) as string]);
  }

  /** The public key of the sealed secret; undefined when this server cannot open it. */
  #recipientIn(documentId: string, sealed: string): string | undefined {
    let text: Buffer | undefined;
    try {
      text = this.parts.keyrings.open({ documentId, sealed });
      return identityIn(text).recipient.text;
    } catch {
      return undefined;
    } finally {
      text?.fill(0);
    }
  }

  async #add(keyring: Keyring): Promise<void> {
    if (!(await this.parts.index.add(keyring))) throw keyringChanged(keyring.documentId);
  }

  #withdrawOld(documentId: string): Promise<void> {
    return this.parts.index.withdrawOld(documentId, this.parts.files.everyProviderName);
  }
}
