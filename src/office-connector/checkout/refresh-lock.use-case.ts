import { Injectable } from '@nestjs/common';
import { DocumentAccess, DocumentLocks, type DocumentLock } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

@Injectable()
export class RefreshLock {
  constructor(
    private readonly access: DocumentAccess,
    private readonly locks: DocumentLocks,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    await this.access.require(actor, documentId, 'editor');
    return this.locks.refresh(actor, documentId);
  }
}
