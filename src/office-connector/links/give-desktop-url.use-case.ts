import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import type { DesktopAction } from './desktop-action.js';
import { DesktopUrls } from './desktop-urls.js';
import { UrlRights } from './url-rights.js';

/** The URL with which a person's browser starts the desktop program. */
@Injectable()
export class GiveDesktopUrl {
  constructor(
    private readonly rights: UrlRights,
    private readonly urls: DesktopUrls,
  ) {}

  async execute(actor: Actor, documentId: string, action: DesktopAction): Promise<string> {
    await this.rights.require(actor, documentId, action);
    return this.urls.urlFor(actor, documentId, action);
  }
}
