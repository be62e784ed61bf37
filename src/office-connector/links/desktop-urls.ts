import type { TokenGenerations } from '../../access/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DesktopAction } from './desktop-action.js';
import type { DesktopTokens } from './desktop-tokens.js';
import { signedOut, urlTooLong } from '../office-connector.errors.js';

/** What operating systems hand on to a registered program without cutting it off. */
export const MAX_URL_CHARS = 2000;

/** The `oc:` URLs: each is good for one action on its documents, for as long as the person may sign in. */
export class DesktopUrls {
  constructor(
    private readonly tokens: DesktopTokens,
    private readonly tokenGenerations: TokenGenerations,
    private readonly publicUrl: string,
  ) {}

  async urlFor(actor: Actor, documentId: string, action: DesktopAction): Promise<string> {
    const generation = await this.tokenGenerations.generationOf(actor.username);
    if (generation === undefined) throw signedOut();
    const token = this.tokens.issue({
      action,
      url: `${this.publicUrl}/oc_${action}`,
      documents: [documentId],
      username: actor.username,
      generation,
    });
    const url = `oc:${token}`;
    if (url.length > MAX_URL_CHARS) throw urlTooLong(url.length);
    return url;
  }

  /** Where programs send what concerns the document; the names of its operations are relative to it. */
  documentUrl(documentId: string): string {
    return `${this.publicUrl}/documents/${documentId}`;
  }
}
