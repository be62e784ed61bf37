import type { TokenGenerations } from '../../access/index.js';
import { requestOrigin } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DesktopAction, DesktopTokens } from './desktop-tokens.js';
import { signedOut, urlTooLong } from '../office-connector.errors.js';

/** Operating systems truncate longer URLs when they start a registered program. */
export const MAX_URL_CHARS = 2000;

/**
 * Builds `oc:` URLs. Each is valid for one action on its documents, until it expires, the person's tokens end, or they
 * sign out where they asked for it.
 */
export class DesktopUrls {
  constructor(
    private readonly tokens: DesktopTokens,
    private readonly tokenGenerations: TokenGenerations,
    private readonly publicUrl: string,
  ) {}

  async urlFor(actor: Actor, documentId: string, action: DesktopAction): Promise<string> {
    const generation = await this.tokenGenerations.generationOf(actor.id);
    if (generation === undefined) throw signedOut();
    const token = this.tokens.issue({
      action,
      url: `${this.publicUrl}/oc_${action}`,
      documents: [documentId],
      accountId: actor.id,
      username: actor.username,
      generation,
      signInId: requestOrigin()?.signIn?.id,
    });
    const url = `oc:${token}`;
    if (url.length > MAX_URL_CHARS) throw urlTooLong(url.length);
    return url;
  }

  /** Base URL of a document's operations; payloads name them relative to it. */
  documentUrl(documentId: string): string {
    return `${this.publicUrl}/documents/${documentId}`;
  }
}
