import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { DocumentKeyrings, type KeyWrap } from '../../version-archive/index.js';
import type { Document, SharedRole } from '../document.js';
import { rightsOf, takesAway, type ShareSwitches } from '../rights.js';
import { keyringsNeeded } from '../documents.errors.js';
import { DocumentShareRepository } from '../registry/document.repository.js';
import { DocumentMembers } from './document-members.js';

export interface Grant {
  readonly accountId: string;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  /** Under zero-knowledge custody, for a new person: the keyrings, sealed by a member. */
  readonly keyrings?: readonly KeyWrap[] | undefined;
}

/** What a grant did to the rights that a person had. */
export type RightsChange = 'none' | 'raised' | 'reduced';

/** Grants and revokes access to a document: the rights and, under zero-knowledge custody, the key. */
export class DocumentAccessControl {
  constructor(
    private readonly shares: DocumentShareRepository,
    private readonly members: DocumentMembers,
    private readonly keyrings: DocumentKeyrings,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * `reduced` when the person may no longer do something, whatever else they may do now. `documents/keyrings-needed` and `documents/person-without-identity`
   * (unprocessable) under zero-knowledge custody.
   */
  async grant(document: Document, grant: Grant): Promise<RightsChange> {
    let isResealed = false;
    const change = await this.database.inTransaction(async () => {
      if (document.custody === 'zero-knowledge') {
        isResealed = await this.#giveKey(document, grant.accountId, grant.keyrings);
      }
      return this.#giveRights(document, grant);
    });
    if (isResealed) await this.keyrings.settle(document.id);
    return change;
  }

  /**
   * False when the person had neither a share nor a key: an index rebuilt from shards knows the keys, but no shares.
   * A person who had the key can still open what it opens; later versions are sealed to a new one. An unavailable
   * provider delays its copy of the keyring, but access is lost at once.
   */
  async revoke(document: Document, accountId: string): Promise<boolean> {
    if (accountId === document.owner) return false;
    let hasNewEpoch = false;
    const hadAccess = await this.database.inTransaction(async () => {
      const hadShare = await this.shares.remove(document.id, accountId);
      hasNewEpoch = await this.#beginEpochWithout(document, accountId);
      return hadShare || hasNewEpoch;
    });
    if (hasNewEpoch) await this.keyrings.settle(document.id);
    return hadAccess;
  }

  async #giveRights(
    { id: documentId }: Document,
    { accountId, role, switches }: Grant,
  ): Promise<RightsChange> {
    const nowMs = this.clock.nowMs();
    const share = await this.shares.find(documentId, accountId);
    if (share !== undefined) {
      const [before, after] = [rightsOf(share.role, share.switches), rightsOf(role, switches)];
      if (share.role === role && !takesAway(before, after) && !takesAway(after, before))
        return 'none';
      const isReduced = takesAway(before, after);
      const reducedAtMs = isReduced ? nowMs : share.reducedAtMs;
      await this.shares.change({ ...share, role, switches, reducedAtMs });
      return isReduced ? 'reduced' : 'raised';
    }
    await this.shares.lockRow(documentId);
    const given = { documentId, accountId, role, switches };
    await this.shares.insert({ ...given, createdAtMs: nowMs, reducedAtMs: 0 });
    await this.shares.refresh(documentId);
    return 'raised';
  }

  /** False for a person who already has the key, and only gets another role. */
  async #giveKey(
    document: Document,
    accountId: string,
    sealings: readonly KeyWrap[] | undefined,
  ): Promise<boolean> {
    const recipient = await this.members.recipientOf(document, accountId);
    const members = await this.members.of(document);
    if (members.some((member) => member.recipient === recipient)) return false;
    if (sealings === undefined) {
      const [username = ''] = await this.members.usernamesOf([accountId]);
      throw keyringsNeeded(document.id, username);
    }
    const recipients = [...members.map((member) => member.recipient), recipient];
    await this.keyrings.replace(document.id, sealings, recipients);
    return true;
  }

  /** False for a person without a key. */
  async #beginEpochWithout(document: Document, accountId: string): Promise<boolean> {
    const recipient = await this.members.findRecipient(accountId);
    const newest = (await this.keyrings.list(document.id)).at(-1);
    if (recipient === undefined || newest?.members.includes(recipient) !== true) return false;
    const remaining = newest.members.filter((member) => member !== recipient);
    await this.keyrings.beginEpoch(document.id, remaining);
    return true;
  }
}
