import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentAccess, OutsideChange } from '../../documents/index.js';
import type { VersionArchive } from '../../version-archive/index.js';
import type { DesktopAction } from './desktop-action.js';
import { noTemplates, notWaiting, nothingToOpen } from '../office-connector.errors.js';

/** Whether a URL would be of any use to this person: who may not edit is told before a program starts. */
export class UrlRights {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly outside: OutsideChange,
    private readonly offersTemplates: boolean,
  ) {}

  async require(actor: Actor, documentId: string, action: DesktopAction): Promise<void> {
    const needed = action === 'view' ? 'viewer' : 'editor';
    const { document } = await this.access.require(actor, documentId, needed);
    if (action === 'oneoffixx') {
      if (!this.offersTemplates) throw noTemplates();
      if (document.state !== 'shadow') throw notWaiting(documentId);
      return;
    }
    const head = await this.archive.findHead(document.versionGroupId);
    if (head === undefined && (action === 'view' || document.state !== 'shadow'))
      throw nothingToOpen(documentId);
    if (action === 'checkout') await this.outside.refuseDesktop(actor.username, documentId);
  }
}
