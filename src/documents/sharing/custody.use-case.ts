import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Custody, Person } from '../../platform/identity/people.js';
import { DocumentKeyrings, type KeyWrap, type SealedKeyring } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { notAllowed, ownerWithoutIdentity, peopleWouldNotOpen } from '../documents.errors.js';
import { DocumentRegistry, type RecordedChange } from '../registry/document-registry.js';
import { DocumentMembers } from './document-members.js';
import type { Document } from '../document.js';
import { mayHaveKeys } from '../rights.js';

export interface ChangeCustodyInput {
  readonly custody: Custody;
  /** For managed custody: every epoch's secret, sealed to the members and this server. */
  readonly keyrings?: readonly KeyWrap[] | undefined;
  /** Make it private although people it is shared with have no key: they cannot open it until they have one. */
  readonly accept?: boolean | undefined;
}

/** Who could not open a document any more if it was private. */
export interface PrivacyPreview {
  readonly ownerCan: boolean;
  /** It is shared with them by name. */
  readonly people: readonly Person[];
  /** How many more there are in groups that it is shared with. */
  readonly inGroups: number;
}

/** Removes this server from the document's keyring, or adds it again. No version is sealed again. */
@Injectable()
export class ChangeCustody {
  constructor(
    private readonly access: DocumentAccess,
    private readonly members: DocumentMembers,
    private readonly keyrings: DocumentKeyrings,
    private readonly registry: DocumentRegistry,
    private readonly database: Database,
  ) {}

  /**
   * `documents/person-without-identity` names the people who could no longer open it, unless that is accepted;
   * `documents/owner-without-identity`: nobody could let them in then. `storage/sealings-incomplete` and `storage/sealing-not-ours` say what the server lacks. Nothing is changed then.
   */
  async execute(actor: Actor, documentId: string, input: ChangeCustodyInput): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'own');
    if (document.custody === input.custody) return;
    const recorded: RecordedChange = {
      action: 'custody.changed',
      actor: actor.id,
      detail: { custody: input.custody },
    };
    if (input.custody === 'zero-knowledge')
      await this.#removeServer(document, recorded, input.accept);
    else await this.#addServer(document, input.keyrings ?? [], recorded);
    await this.keyrings.settle(documentId);
  }

  /** Later versions are sealed to a new key pair, which no old backup of the keyring opens. */
  #removeServer(document: Document, recorded: RecordedChange, accept = false): Promise<void> {
    return this.database.inTransaction(async () => {
      const { members, chosenWithout } = await this.members.everybody(document);
      if (chosenWithout.includes(document.owner)) {
        const [owner = ''] = await this.members.usernamesOf([document.owner]);
        throw ownerWithoutIdentity(document.id, owner);
      }
      if (chosenWithout.length > 0 && !accept)
        throw peopleWouldNotOpen(document.id, await this.members.usernamesOf(chosenWithout));
      const recipients = members.map(({ recipient }) => recipient);
      await this.keyrings.reseal(document.id, recipients);
      await this.keyrings.beginEpoch(document.id, recipients);
      const detail = {
        ...recorded.detail,
        ...(chosenWithout.length > 0 && { without_key: chosenWithout.length }),
      };
      const change = { ...recorded, detail };
      await this.registry.change(document.id, () => ({ custody: 'zero-knowledge' }), change);
    });
  }

  /** For its owner, before. */
  async preview(actor: Actor, documentId: string): Promise<PrivacyPreview> {
    const { document } = await this.access.require(actor, documentId, 'own');
    const { chosenWithout, othersWithout } = await this.members.everybody(document);
    const others = chosenWithout.filter((id) => id !== document.owner);
    return {
      ownerCan: others.length === chosenWithout.length,
      people: await this.members.peopleNamed(others),
      inGroups: othersWithout.length,
    };
  }

  async #addServer(
    document: Document,
    sealings: readonly KeyWrap[],
    recorded: RecordedChange,
  ): Promise<void> {
    await this.keyrings.proveOpens(document.id, sealings);
    await this.database.inTransaction(async () => {
      const members = await this.members.of(document);
      const recipients = members.map(({ recipient }) => recipient);
      await this.keyrings.replace(document.id, sealings, [
        ...recipients,
        this.keyrings.serverRecipient,
      ]);
      await this.registry.change(document.id, () => ({ custody: 'managed' }), recorded);
    });
  }
}

export interface KeyringsView {
  readonly custody: Custody;
  readonly serverRecipient: string;
  readonly recoveryRecipient: string | undefined;
  readonly members: readonly {
    /** Of the account. */
    readonly id: string;
    readonly username: string;
    readonly recipient: string;
  }[];
  /** The newest keyring of each epoch, oldest epoch first. */
  readonly keyrings: readonly SealedKeyring[];
}

/** All that a member needs to open the document without the server, and to give access to somebody else. */
@Injectable()
export class ShowKeyrings {
  constructor(
    private readonly access: DocumentAccess,
    private readonly members: DocumentMembers,
    private readonly keyrings: DocumentKeyrings,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<KeyringsView> {
    const { document, may } = await this.access.require(actor, documentId, 'read');
    if (!mayHaveKeys(document, { may })) throw notAllowed(documentId, 'download');
    const { serverRecipient, recoveryRecipient } = this.keyrings;
    const members = await this.members.of(document);
    const usernames = await this.members.usernamesOf(members.map(({ accountId }) => accountId));
    return {
      custody: document.custody,
      serverRecipient,
      recoveryRecipient,
      members: members.map(({ accountId: id, recipient }, i) => ({
        ...{ id, username: usernames[i]!, recipient },
      })),
      keyrings: await this.keyrings.list(documentId),
    };
  }
}
