import { Database } from '../../platform/database/database.js';
import { DocumentKeyrings, type KeyringSealing } from '../../version-archive/index.js';
import { DocumentMembers } from './document-members.js';
import type { DocumentShareRepository, SharedRole } from '../registry/document-share.repository.js';
import type { DocumentShares } from './document-shares.js';
import { keyringsNeeded } from '../documents.errors.js';
import type { Document } from '../document.js';

export interface Admission {
  readonly username: string;
  readonly role: SharedRole;
  /** Under zero-knowledge custody, for somebody new: made by a member. */
  readonly keyrings?: readonly KeyringSealing[] | undefined;
}

/** Lets people into a document and out again: the right and, where it takes one, the key. */
export class DocumentAdmission {
  constructor(
    private readonly shares: DocumentShares,
    private readonly rows: DocumentShareRepository,
    private readonly members: DocumentMembers,
    private readonly keyrings: DocumentKeyrings,
    private readonly database: Database,
  ) {}

  /** Whether the person holds another role now than before. */
  async letIn(document: Document, admission: Admission): Promise<boolean> {
    const { username, role, keyrings } = admission;
    let sealedAnew = false;
    const changed = await this.database.inTransaction(async () => {
      if (document.custody === 'zero-knowledge') {
        sealedAnew = await this.#giveKey(document, username, keyrings);
      }
      return this.shares.give(document, username, role);
    });
    if (sealedAnew) await this.keyrings.settle(document.id);
    return changed;
  }

  /**
   * False when there was neither a share nor a key to take: an index rebuilt from shards knows who has keys, and
   * no shares. Whoever had the key keeps what it opens; what is saved from now on is sealed to a new one. A
   * provider that is away delays its copy, never the loss of access.
   */
  async putOut(document: Document, username: string): Promise<boolean> {
    if (username === document.owner) return false;
    let newEpoch = false;
    const removed = await this.database.inTransaction(async () => {
      const hadShare = await this.rows.remove(document.id, username);
      newEpoch = await this.#beginEpochWithout(document, username);
      return hadShare || newEpoch;
    });
    if (newEpoch) await this.keyrings.settle(document.id);
    return removed;
  }

  /** Whether it was needed: people who had the key before only get another role. */
  async #giveKey(
    document: Document,
    username: string,
    sealings: readonly KeyringSealing[] | undefined,
  ): Promise<boolean> {
    const recipient = await this.members.recipientOf(document, username);
    const members = await this.members.of(document);
    if (members.some((member) => member.recipient === recipient)) return false;
    if (sealings === undefined) throw keyringsNeeded(document.id, username);
    const recipients = [...members.map((member) => member.recipient), recipient];
    await this.keyrings.replace(document.id, sealings, recipients);
    return true;
  }

  async #beginEpochWithout(document: Document, username: string): Promise<boolean> {
    const recipient = await this.members.findRecipient(username);
    const newest = (await this.keyrings.list(document.id)).at(-1);
    if (recipient === undefined || newest?.members.includes(recipient) !== true) return false;
    const staying = newest.members.filter((member) => member !== recipient);
    await this.keyrings.beginEpoch(document.id, staying);
    return true;
  }
}
