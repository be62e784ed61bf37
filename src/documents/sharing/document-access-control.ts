import { AuditLog, documentObject, type AuditDetail } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { EventOutbox } from '../../platform/events/event-outbox.js';
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

export interface AccessControlParts {
  readonly shares: DocumentShareRepository;
  readonly members: DocumentMembers;
  readonly keyrings: DocumentKeyrings;
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly outbox: EventOutbox;
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
   * `reduced` when the person may no longer do something, whatever else they may do now. `documents/keyrings-needed` and `documents/person-without-identity`
   * (unprocessable) under zero-knowledge custody.
   */
  async grant(decision: Decision, document: Document, grant: Grant): Promise<RightsChange> {
    let isResealed = false;
    const change = await this.parts.database.inTransaction(async () => {
      if (document.custody === 'zero-knowledge') {
        isResealed = await this.#giveKey(document, grant.accountId, grant.keyrings);
      }
      const given = await this.#giveRights(document, grant);
      const { role, switches } = grant;
      if (given !== 'none')
        await this.#record('document.shared', document, decision, { role, ...switches });
      return given;
    });
    if (isResealed) await this.parts.keyrings.settle(document.id);
    return change;
  }

  /**
   * False when the person had neither a share nor a key: an index rebuilt from shards knows the keys, but no shares.
   * A person who had the key can still open what it opens; later versions are sealed to a new one. An unavailable
   * provider delays its copy of the keyring, but access is lost at once.
   */
  async revoke(decision: Decision, document: Document, accountId: string): Promise<boolean> {
    if (accountId === document.owner) return false;
    let hasNewEpoch = false;
    const hadAccess = await this.parts.database.inTransaction(async () => {
      const hadShare = await this.parts.shares.remove(document.id, accountId);
      hasNewEpoch = await this.#beginEpochWithout(document, accountId);
      const hadEither = hadShare || hasNewEpoch;
      if (hadEither) await this.#record('document.unshared', document, decision);
      return hadEither;
    });
    if (hasNewEpoch) await this.parts.keyrings.settle(document.id);
    return hadAccess;
  }

  async #record(
    action: 'document.shared' | 'document.unshared',
    { id }: Document,
    { by, person }: Decision,
    detail: AuditDetail = {},
  ): Promise<void> {
    const about = { actor: by, detail: { person, ...detail } };
    await this.parts.audit.record({ action, object: documentObject(id), ...about });
    await this.parts.outbox.add({ type: action, documentId: id, ...about });
  }

  async #giveRights(
    { id: documentId }: Document,
    { accountId, role, switches }: Grant,
  ): Promise<RightsChange> {
    const nowMs = this.parts.clock.nowMs();
    const share = await this.parts.shares.find(documentId, accountId);
    if (share !== undefined) {
      const [before, after] = [rightsOf(share.role, share.switches), rightsOf(role, switches)];
      if (share.role === role && !takesAway(before, after) && !takesAway(after, before))
        return 'none';
      const isReduced = takesAway(before, after);
      const reducedAtMs = isReduced ? nowMs : share.reducedAtMs;
      await this.parts.shares.change({ ...share, role, switches, reducedAtMs });
      return isReduced ? 'reduced' : 'raised';
    }
    await this.parts.shares.lockRow(documentId);
    const given = { documentId, accountId, role, switches };
    await this.parts.shares.insert({ ...given, createdAtMs: nowMs, reducedAtMs: 0 });
    await this.parts.shares.refresh(documentId);
    return 'raised';
  }

  /** False for a person who already has the key, and only gets another role. */
  async #giveKey(
    document: Document,
    accountId: string,
    sealings: readonly KeyWrap[] | undefined,
  ): Promise<boolean> {
    const recipient = await this.parts.members.recipientOf(document, accountId);
    const members = await this.parts.members.of(document);
    if (members.some((member) => member.recipient === recipient)) return false;
    if (sealings === undefined) {
      const [username = ''] = await this.parts.members.usernamesOf([accountId]);
      throw keyringsNeeded(document.id, username);
    }
    const recipients = [...members.map((member) => member.recipient), recipient];
    await this.parts.keyrings.replace(document.id, sealings, recipients);
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
