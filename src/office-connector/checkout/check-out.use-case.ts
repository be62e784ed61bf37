import { Injectable } from '@nestjs/common';
import { DocumentAccess, DocumentCheckouts } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

@Injectable()
export class CheckOut {
  constructor(
    private readonly access: DocumentAccess,
    private readonly checkouts: DocumentCheckouts,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'editor');
    await this.checkouts.checkout(actor, document);
  }
}
