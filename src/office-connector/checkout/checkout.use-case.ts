import { Injectable } from '@nestjs/common';
import {
  type Checkout,
  type Document,
  DocumentAccess,
  DocumentCheckouts,
  DocumentRegistry,
  EditGuard,
} from '../../documents/index.js';
import { NEEDED_FOR } from '../links/desktop-tokens.js';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { type Version, VersionArchive } from '../../version-archive/index.js';

@Injectable()
export class CheckOut {
  constructor(
    private readonly access: DocumentAccess,
    private readonly checkouts: DocumentCheckouts,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<void> {
    const { document } = await this.access.require(actor, documentId, NEEDED_FOR.checkout);
    await this.checkouts.checkout(actor, document);
  }
}

@Injectable()
export class CheckIn {
  constructor(
    private readonly access: DocumentAccess,
    private readonly checkouts: DocumentCheckouts,
    private readonly archive: VersionArchive,
    private readonly database: Database,
  ) {}

  /** Ends the check-out and all locks; the comment is stored with the versions uploaded during it. */
  async execute(actor: Actor, documentId: string, comment: string | null): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'edit');
    await this.database.inTransaction(async () => {
      const checkout = await this.checkouts.endable(actor, documentId);
      if (comment !== null) {
        const versions = await versionsOf(this.archive, document, checkout);
        const ids = versions.map(({ id }) => id);
        await this.archive.comment(ids, comment);
      }
      await this.checkouts.release(actor, documentId);
    });
  }
}

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
   * Ends the check-out. Versions uploaded during it are archived, and the version from before becomes the
   * current one again. A document that had no content before keeps the uploaded versions.
   */
  async execute(actor: Actor, documentId: string): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'edit');
    const checkout = await this.checkouts.endable(actor, documentId);
    const uploads = await versionsOf(this.archive, document, checkout);
    if (uploads.length === 0 || checkout.fromVersion === 0) {
      await this.checkouts.release(actor, documentId);
      return;
    }
    await this.#restorePrevious(actor, document, checkout);
    this.outside.publishReplaced(documentId);
  }

  async #restorePrevious(
    actor: Actor,
    document: Document,
    { fromVersion }: Checkout,
  ): Promise<void> {
    const before = await this.archive.getVersion(document.versionGroupId, fromVersion);
    const { fileType } = before;
    await this.archive.restore({
      groupId: document.versionGroupId,
      number: fromVersion,
      // Private documents as well: no key is available here to decrypt them.
      orAsSealed: true,
      actor: actor.id,
      description: await this.content.describeVersion(document, {
        author: actor.id,
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

/** The versions uploaded from the desktop during one check-out; each upload becomes a version at once. */
export async function versionsOf(
  archive: VersionArchive,
  { versionGroupId }: Document,
  { fromVersion, accountId }: Checkout,
): Promise<readonly Version[]> {
  const all = await archive.list(versionGroupId);
  return all.filter(
    ({ number, origin, author }) =>
      number > fromVersion && origin === 'office-connector' && author === accountId,
  );
}
