import type { AuditDetail } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { DocumentKeyrings, type KeyWrap } from '../../version-archive/index.js';
import type { Document, SharedRole } from '../document.js';
import { combinedRights, rightsOf, takesAway, type ShareSwitches } from '../rights.js';
import type { HeldRights } from '../registry/group-share.repository.js';
import { keyringsNeeded, peopleWithoutIdentity } from '../documents.errors.js';
import { DocumentShareRepository } from '../registry/document.repository.js';
import { DocumentMembers } from './document-members.js';
import type { KeyRequests } from './key-requests.js';
import type { ShareRecords } from './share-records.js';

export interface Grant {
  readonly accountId: string;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  /** Under zero-knowledge custody, for somebody whose own key does not open it yet: the keyrings, sealed by a member. */
  readonly keyrings?: readonly KeyWrap[] | undefined;
}

/** What a grant did to the rights that a person had. */
export type RightsChange = 'none' | 'raised' | 'reduced';

export interface AccessControlParts {
  readonly rows: { readonly shares: DocumentShareRepository; readonly held: HeldRights };
  readonly members: DocumentMembers;
  readonly requests: KeyRequests;
  readonly keyrings: DocumentKeyrings;
  readonly database: Database;
  readonly clock: Clock;
  readonly records: ShareRecords;
}

/** For the entry in the audit log: whose account decided, and the name of whom it is about. */
export interface Decision {
  readonly by: string;
  readonly person: string;
}

/** Grants and revokes access to a document: the rights and, under zero-knowledge custody, the key. */
export class DocumentAccessControl {
  constructor(private readonly parts: AccessControlParts) {}

  /**
   * `reduced` when the person may no longer do something, whatever else they may do now. Under zero-knowledge custody,
   * somebody without a key of their own gets the rights alone. `documents/keyrings-needed` (unprocessable) for somebody
   * new who has one, and `documents/person-without-identity` (unprocessable) for keyrings that nobody can open.
   */
  async grant(decision: Decision, document: Document, grant: Grant): Promise<RightsChange> {
    let isResealed = false;
    const change = await this.parts.database.inTransaction(async () => {
      if (document.custody === 'zero-knowledge') {
        isResealed = await this.#giveKey(document, grant);
      }
      const given = await this.#giveRights(document, grant);
      const { role, switches } = grant;
      if (given !== 'none')
        await this.#record('document.shared', document, decision, { role, ...switches });
      // Whoever was asked to give it to them has done it.
      if (isResealed) await this.parts.requests.review(document.id);
      return given;
    });
    if (isResealed) await this.parts.keyrings.settle(document.id);
    return change;
  }

  /**
   * False when the person had neither a share nor a key: an index rebuilt from shards knows the keys, but no shares.
   * A person who had the key can still open what it opens; later versions are sealed to a new one. An unavailable
   * provider delays its copy of the keyring, but access is lost at once. Who has access by a group keeps that, and the
   * key.
   */
  async revoke(decision: Decision, document: Document, accountId: string): Promise<boolean> {
    if (accountId === document.owner) return false;
    let hasNewEpoch = false;
    const hadAccess = await this.parts.database.inTransaction(async () => {
      const hadShare = await this.#removeShare(document, accountId);
      const hasNone = (await this.parts.rows.held.of(document.id, accountId)).length === 0;
      hasNewEpoch = hasNone && (await this.#beginEpochWithout(document, accountId));
      const hadEither = hadShare || hasNewEpoch;
      if (hadEither) await this.#record('document.unshared', document, decision);
      return hadEither;
    });
    if (hasNewEpoch) await this.parts.keyrings.settle(document.id);
    return hadAccess;
  }

  #record(
    action: 'document.shared' | 'document.unshared',
    document: Document,
    { by, person }: Decision,
    detail: AuditDetail = {},
  ): Promise<void> {
    return this.parts.records.add(action, by, document, { person, ...detail });
  }

  async #removeShare({ id }: Document, accountId: string): Promise<boolean> {
    const share = await this.parts.rows.shares.find(id, accountId);
    if (share === undefined) return false;
    const { may } = rightsOf(share.role, share.switches);
    await this.parts.rows.held.recordLoss(id, accountId, { may, atMs: this.parts.clock.nowMs() });
    return this.parts.rows.shares.remove(id, accountId);
  }

  async #giveRights(
    { id: documentId }: Document,
    { accountId, role, switches }: Grant,
  ): Promise<RightsChange> {
    const nowMs = this.parts.clock.nowMs();
    const share = await this.parts.rows.shares.find(documentId, accountId);
    if (share !== undefined) {
      const [before, after] = [rightsOf(share.role, share.switches), rightsOf(role, switches)];
      if (share.role === role && !takesAway(before, after) && !takesAway(after, before))
        return 'none';
      const had = await this.parts.rows.held.of(documentId, accountId);
      await this.parts.rows.shares.change({ ...share, role, switches });
      const held = await this.parts.rows.held.of(documentId, accountId);
      // What a group gives them is not lost.
      const isReduced = takesAway(combinedRights(had) ?? before, combinedRights(held) ?? after);
      const reducedAtMs = isReduced ? nowMs : share.reducedAtMs;
      await this.parts.rows.shares.change({ ...share, role, switches, reducedAtMs });
      return isReduced ? 'reduced' : 'raised';
    }
    await this.parts.rows.shares.lockRow(documentId);
    const given = { documentId, accountId, role, switches };
    await this.parts.rows.shares.insert({ ...given, createdAtMs: nowMs, reducedAtMs: 0 });
    await this.parts.rows.shares.refresh(documentId);
    return 'raised';
  }

  /** False for a person who has the key already, or gets it later: once they have one of their own, the owner is asked. */
  async #giveKey(document: Document, { accountId, keyrings }: Grant): Promise<boolean> {
    const recipient = await this.parts.members.findRecipient(accountId);
    if (recipient === undefined) {
      if (keyrings === undefined) return false;
      throw peopleWithoutIdentity(document.id, await this.parts.members.usernamesOf([accountId]));
    }
    const members = await this.parts.members.of(document);
    if (members.some((member) => member.recipient === recipient)) return false;
    if (keyrings === undefined) {
      // They wait already, and only get other rights.
      if (await this.parts.rows.shares.find(document.id, accountId)) return false;
      const [username = ''] = await this.parts.members.usernamesOf([accountId]);
      throw keyringsNeeded(document.id, username);
    }
    const recipients = [...members.map((member) => member.recipient), recipient];
    await this.parts.keyrings.replace(document.id, keyrings, recipients);
    return true;
  }

  /** False for a person without a key. */
  async #beginEpochWithout(document: Document, accountId: string): Promise<boolean> {
    const recipient = await this.parts.members.findRecipient(accountId);
    const newest = (await this.parts.keyrings.list(document.id)).at(-1);
    if (recipient === undefined || newest?.members.includes(recipient) !== true) return false;
    const remaining = newest.members.filter((member) => member !== recipient);
    await this.parts.keyrings.beginEpoch(document.id, remaining);
    return true;
  }
}
