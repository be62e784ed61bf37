import type { DocumentHolders, FormatTable } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Version } from '../../version-archive/index.js';
import type { DesktopUrls } from '../links/desktop-urls.js';

/** What payloads are filled in with. */
export class PayloadDesk {
  constructor(
    readonly urls: DesktopUrls,
    private readonly formats: FormatTable,
    private readonly holders: DocumentHolders,
  ) {}

  mimeOf(fileType: string): string {
    return this.formats.find(fileType)?.mime ?? 'application/octet-stream';
  }

  async hasPendingChanges(actor: Actor, documentId: string, head: Version | undefined) {
    const checkout = await this.holders.checkoutOf(documentId);
    if (checkout?.username !== actor.username) return false;
    return (head?.number ?? 0) > checkout.fromVersion;
  }
}
