import type { Format, Role } from '../../documents/index.js';
import type { EditorPermissions } from './editing-session.js';

export interface WantedOpening {
  readonly role: Role;
  readonly wanted: 'edit' | 'view';
  /** Only the current version is ever edited. */
  readonly isCurrent: boolean;
}

export interface EditorOpening {
  readonly documentType: string;
  readonly mode: 'edit' | 'view';
  readonly permissions: EditorPermissions;
  readonly coEditing: { readonly mode: 'fast' | 'strict'; readonly change: boolean };
}

/**
 * How one person may open one format. Below "edit" the Document Server only knows "may look": finer rights
 * would be enforced by the browser alone (docs/formats/document-server.md), so none are offered.
 */
export function editorOpening(
  format: Format & { documentType: string },
  wanted: WantedOpening,
): EditorOpening {
  const mayEdit =
    wanted.role !== 'viewer' && wanted.wanted === 'edit' && wanted.isCurrent && format.isEditable;
  return {
    documentType: format.documentType,
    mode: mayEdit ? 'edit' : 'view',
    permissions: permissions(mayEdit),
    // A viewer of the head sees others type; an earlier version never changes.
    coEditing: { mode: wanted.isCurrent ? 'fast' : 'strict', change: mayEdit },
  };
}

const permissions = (mayEdit: boolean): EditorPermissions => ({
  edit: mayEdit,
  review: mayEdit,
  comment: mayEdit,
  fillForms: mayEdit,
  protect: mayEdit,
  chat: mayEdit,
  modifyFilter: mayEdit,
  modifyContentControl: mayEdit,
  copy: true,
  download: true,
  print: true,
});
