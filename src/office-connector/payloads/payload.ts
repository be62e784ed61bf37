import type { DesktopAction } from '../links/desktop-action.js';

/** What a program must know of a document to do one action; names as programs know them. */
export type Payload = Readonly<Record<string, string | number | boolean | null>>;

export interface PayloadFacts {
  readonly documentUrl: string;
  readonly documentId: string;
  /** Number of the current version; null while there is none. */
  readonly version: number | null;
  readonly contentType: string;
  readonly filename: string;
  /** Whether the person uploaded something since the check-out. */
  readonly hasPendingChanges: boolean;
  /** Asked for by name only: nothing here trusts it. */
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
