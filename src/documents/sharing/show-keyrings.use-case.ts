import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import type { Custody } from '../../platform/identity/people.js';
import { DocumentKeyrings, type SealedKeyring } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentMembers, type Member } from './document-members.js';

export interface KeyringsView {
  readonly custody: Custody;
  readonly serverRecipient: string;
  readonly recoveryRecipient: string | undefined;
  readonly members: readonly Member[];
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
    const { document } = await this.access.require(actor, documentId, 'viewer');
    const { serverRecipient, recoveryRecipient } = this.keyrings;
    return {
      custody: document.custody,
      serverRecipient,
      recoveryRecipient,
      members: await this.members.of(document),
      keyrings: await this.keyrings.list(documentId),
    };
  }
}
