import { Injectable } from '@nestjs/common';
import { DocumentAccess, EditGuard } from '../../documents/index.js';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive } from '../../version-archive/index.js';
import { noTemplates, notWaiting, nothingToOpen } from '../office-connector.errors.js';
import { NEEDED_FOR, type DesktopAction } from './desktop-tokens.js';
import { DesktopUrls } from './desktop-urls.js';

/** The URL with which a person's browser starts the desktop program. */
@Injectable()
export class GiveDesktopUrl {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly outside: EditGuard,
    private readonly catalogue: TemplateCatalogue,
    private readonly urls: DesktopUrls,
  ) {}

  /**
   * `oneoffixx` for a shadow document, `checkout` and `view` for one with content. Refused when the program
   * could not do the action: the person sees the error before the program starts.
   */
  async execute(actor: Actor, documentId: string, action: DesktopAction): Promise<string> {
    await this.#checkUsable(actor, documentId, action);
    return this.urls.urlFor(actor, documentId, action);
  }

  async #checkUsable(actor: Actor, documentId: string, action: DesktopAction): Promise<void> {
    const { document } = await this.access.require(actor, documentId, NEEDED_FOR[action]);
    if (action === 'oneoffixx') {
      if (!this.catalogue.isConfigured) throw noTemplates();
      if (document.state !== 'shadow') throw notWaiting(documentId);
      return;
    }
    const head = await this.archive.findHead(document.versionGroupId);
    if (head === undefined && (action === 'view' || document.state !== 'shadow'))
      throw nothingToOpen(documentId);
    if (action === 'checkout') await this.outside.assertDesktopMayOpen(actor.id, documentId);
  }
}
