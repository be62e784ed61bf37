import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Custody } from '../../platform/identity/person-keys.js';
import { DocumentKeyrings, type KeyringSealing } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentChanges } from '../registry/document-changes.js';
import { DocumentMembers } from './document-members.js';
import type { Document } from '../document.js';

export interface ChangeCustodyInput {
  readonly custody: Custody;
  /** Back to managed: every epoch's secret, sealed to the members and this server. */
  readonly keyrings?: readonly KeyringSealing[] | undefined;
}

/** Takes this server out of the document's keyring, or back in. No version is sealed anew. */
@Injectable()
export class ChangeCustody {
  constructor(
    private readonly access: DocumentAccess,
    private readonly members: DocumentMembers,
    private readonly keyrings: DocumentKeyrings,
    private readonly changes: DocumentChanges,
    private readonly database: Database,
  ) {}

  /**
   * `documents/person-without-identity` names who could not open it any more; `storage/sealings-incomplete`
   * and `storage/sealing-not-ours` say what this server lacks. Nothing has changed then.
   */
  async execute(actor: Actor, documentId: string, input: ChangeCustodyInput): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'owner');
    if (document.custody === input.custody) return;
    if (input.custody === 'zero-knowledge') await this.#leave(document);
    else await this.#comeBack(document, input.keyrings ?? []);
    await this.keyrings.settle(documentId);
  }

  /** What is saved from now on is sealed to a new key pair: an old backup of a keyring opens none of it. */
  #leave(document: Document): Promise<void> {
    return this.database.inTransaction(async () => {
      const members = await this.members.everybody(document);
      const recipients = members.map(({ recipient }) => recipient);
      await this.keyrings.reseal(document.id, recipients);
      await this.keyrings.beginEpoch(document.id, recipients);
      await this.changes.apply(document.id, () => ({ custody: 'zero-knowledge' }));
    });
  }

  async #comeBack(document: Document, sealings: readonly KeyringSealing[]): Promise<void> {
    await this.keyrings.proveOpens(document.id, sealings);
    await this.database.inTransaction(async () => {
      const members = await this.members.of(document);
      const recipients = members.map(({ recipient }) => recipient);
      await this.keyrings.replace(document.id, sealings, [
        ...recipients,
        this.keyrings.serverRecipient,
      ]);
      await this.changes.apply(document.id, () => ({ custody: 'managed' }));
    });
  }
}
