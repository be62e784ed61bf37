import type { DocumentHolders, FormatTable } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Version } from '../../version-archive/index.js';
import type { DesktopAction } from '../links/desktop-tokens.js';
import type { DesktopUrls } from '../links/desktop-urls.js';

/** What a program needs to know about a document for one action; the names are those of the wire format. */
export type Payload = Readonly<Record<string, string | number | boolean | null>>;

export interface PayloadFacts {
  readonly documentUrl: string;
  readonly documentId: string;
  /** Number of the current version; null while there is none. */
  readonly version: number | null;
  readonly contentType: string;
  readonly filename: string;
  /** Whether the person uploaded content since the check-out. */
  readonly hasPendingChanges: boolean;
  /** Programs require the field; Kontor does not check it. */
  readonly csrfToken: string;
}

/** Relative to the document's URL. */
const OPERATIONS = {
  status: 'status',
  lock: '@lock',
  checkout: '@checkout',
  upload: '@tus-replace',
  checkin: '@checkin',
  unlock: '@unlock',
  cancelcheckout: '@cancelcheckout',
} as const;

export function payloadOf(action: DesktopAction, facts: PayloadFacts): Payload {
  const { documentUrl, documentId, version, contentType, filename, csrfToken } = facts;
  const common = { 'document-url': documentUrl, uuid: documentId, version };
  const file = { 'content-type': contentType, filename };
  switch (action) {
    case 'oneoffixx':
      return {
        ...common,
        ...file,
        'csrf-token': csrfToken,
        'connect-xml': '@@oneoffix_connect_xml',
      };
    case 'view':
      return { ...common, ...file, 'csrf-token': csrfToken, download: 'download' };
    case 'checkout':
      return {
        ...common,
        ...file,
        download: 'download',
        reauth: `@@checkout_documents?_authenticator=${csrfToken}&mode=external&reauth=1`,
        ...OPERATIONS,
        has_pending_changes: facts.hasPendingChanges,
      };
  }
}

/** What payloads need to know beyond the document itself. */
export class PayloadContext {
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
    if (checkout?.accountId !== actor.id) return false;
    return (head?.number ?? 0) > checkout.fromVersion;
  }
}
