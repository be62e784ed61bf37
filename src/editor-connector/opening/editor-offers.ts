import type { Document, PersonRights, Right } from '../../documents/index.js';
import type { Scope } from '../../platform/http/client-scopes.js';

interface Needs {
  readonly right: Right;
  /** Of an application, beside `sessions`: those of the routes that it takes. */
  readonly scopes: readonly Scope[];
  /** A copy of a private document would be one that this server can open. */
  readonly notPrivate?: true;
}

/** What a page may do around the editor with the document that is open. */
const OFFERS = {
  rename: { right: 'edit', scopes: ['documents:write'] },
  mention: { right: 'comment', scopes: [] },
  'save-as': { right: 'download', scopes: [], notPrivate: true },
  'insert-image': { right: 'edit', scopes: ['documents:read'] },
  /** Of the person's computer: it becomes a document of theirs, and is inserted as one. */
  'upload-image': { right: 'edit', scopes: ['documents:read', 'documents:write'] },
  /** Comparing, combining, text of another document, recipients of a mail merge. */
  'insert-document': { right: 'edit', scopes: ['documents:read'] },
  /** Data of other spreadsheets, and their refresh. */
  'link-data': { right: 'edit', scopes: ['documents:read'] },
  share: { right: 'share', scopes: ['documents:read', 'documents:write', 'people:read'] },
} as const satisfies Readonly<Record<string, Needs>>;

export type EditorOffer = keyof typeof OFFERS;
export const EDITOR_OFFERS = Object.keys(OFFERS) as [EditorOffer, ...EditorOffer[]];

/** Those that the person's rights and, where an application asks for them, its scopes allow. */
export function offersFor(
  { document, may }: { readonly document: Document } & Pick<PersonRights, 'may'>,
  scopes: ReadonlySet<Scope> | undefined,
): EditorOffer[] {
  return EDITOR_OFFERS.filter((name) => {
    const needs: Needs = OFFERS[name];
    if (needs.notPrivate && document.custody === 'zero-knowledge') return false;
    return may.has(needs.right) && needs.scopes.every((scope) => scopes?.has(scope) ?? true);
  });
}
