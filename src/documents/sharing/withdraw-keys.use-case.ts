import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { EndedMembership } from '../../platform/identity/groups.js';
import { DocumentKeyrings } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { GroupShareRepository } from '../registry/group-share.repository.js';
import { KeyGiving } from './key-giving.js';

/**
 * Whoever leaves a group loses the key of the private documents that they had through it alone: what is saved later is
 * sealed to a new key pair. Idempotent: instances that do it at the same time begin one epoch.
 */
@Injectable()
export class WithdrawKeys {
  constructor(
    private readonly access: DocumentAccess,
    private readonly shares: GroupShareRepository,
    private readonly giving: KeyGiving,
    private readonly keyrings: DocumentKeyrings,
    private readonly database: Database,
  ) {}

  async execute(ended: readonly EndedMembership[]): Promise<void> {
    const groups = [...new Set(ended.map(({ groupId }) => groupId))];
    const people = [...new Set(ended.map(({ accountId }) => accountId))];
    for (const documentId of await this.shares.privateOf(groups)) {
      const isChanged = await this.database.inTransaction(async () => {
        const document = await this.access.findById(documentId);
        return document !== undefined && (await this.giving.withdraw(document, people));
      });
      if (isChanged) await this.keyrings.settle(documentId);
    }
  }
}
