import { Injectable } from '@nestjs/common';
import {
  describeVersion,
  DocumentAccess,
  DocumentCheckouts,
  DocumentRegistry,
  EditGuard,
  type Checkout,
  type Document,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive } from '../../version-archive/index.js';
import { versionsOf } from './desktop-versions.js';

@Injectable()
export class CancelCheckout {
  constructor(
    private readonly access: DocumentAccess,
    private readonly checkouts: DocumentCheckouts,
    private readonly archive: VersionArchive,
    private readonly content: DocumentRegistry,
    private readonly outside: EditGuard,
  ) {}

  /**
   * Ends the check-out. What was uploaded meanwhile is kept as archived versions, and the version before
   * becomes the current one again. A document that had no content before keeps what was uploaded.
   */
  async execute(actor: Actor, documentId: string): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'editor');
    const checkout = await this.checkouts.endable(actor, documentId);
    const uploads = await versionsOf(this.archive, document, checkout);
    if (uploads.length === 0 || checkout.fromVersion === 0) {
      await this.checkouts.release(actor, documentId);
      return;
    }
    await this.#bringBack(actor, document, checkout);
    this.outside.publishReplaced(documentId);
  }

  async #bringBack(actor: Actor, document: Document, { fromVersion }: Checkout): Promise<void> {
    const before = await this.archive.getVersion(document.versionGroupId, fromVersion);
    const { fileType } = before;
    await this.archive.restore({
      groupId: document.versionGroupId,
      number: fromVersion,
      // Of a private document too, whose key nobody gives here.
      orAsSealed: true,
      actor: actor.username,
      description: describeVersion(document, {
        author: actor.username,
        origin: 'restore',
        madeFrom: before,
        fileType,
      }),
      alongside: async () => {
        await this.checkouts.release(actor, document.id);
        await this.content.contentChanged(document.id, { fileType });
      },
    });
  }
}
