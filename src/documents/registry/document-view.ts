import type { Version } from '../../version-archive/index.js';
import type { Document, Role } from '../document.js';
import type { UnsavedChanges } from '../checkout/unsaved-changes.js';

/** A document as one person sees it: in lists, on pages, on the wire. */
export interface DocumentView {
  readonly document: Document;
  readonly role: Role;
  /** The current version; undefined while a shadow document has no content. */
  readonly head: Version | undefined;
  /** Who edits it now, in order of arrival. */
  readonly editors: readonly string[];
  /** Changes that lie at the Document Server while nobody edits; undefined when everything is saved. */
  readonly unsaved: UnsavedChanges | undefined;
}

/** Names the content: changes with every new head, with nothing else. Unquoted; headers add the quotes. */
export const etagOf = (view: DocumentView): string | null => view.head?.id ?? null;
