import type { Custody } from '../platform/identity/person-keys.js';
import type { Document, DocumentState } from './document.js';
import type { SharedRole } from './registry/document-share.repository.js';

export interface DocumentsTable {
  id: string;
  title: string;
  /** The title in lower case: SQLite folds ASCII only. */
  title_search: string;
  file_type: string;
  state: DocumentState;
  owner: string;
  custody: Custody;
  version_group_id: string;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

export interface DocumentSharesTable {
  document_id: string;
  username: string;
  role: SharedRole;
  created_at: number;
  /** The document's `updated_at` and `title_search` again: lists of shared documents are then one range of one index. */
  document_updated_at: number;
  document_title_search: string;
}

export interface EditingPresenceTable {
  document_id: string;
  document_key: string;
  username: string;
  /** Order among those who arrived in the same millisecond. */
  position: number;
  arrived_at: number;
  reported_at: number;
}

export interface UnsavedChangesTable {
  document_key: string;
  document_id: string;
  since: number;
  /** Usernames, as a JSON array. */
  editors: string;
  given_up_by: string | null;
  given_up_at: number | null;
}

export interface DocumentTables {
  documents: DocumentsTable;
  document_shares: DocumentSharesTable;
  editing_presence: EditingPresenceTable;
  unsaved_changes: UnsavedChangesTable;
}

export const searchForm = (text: string): string => text.normalize('NFC').toLowerCase();

export const documentOf = (row: DocumentsTable): Document => ({
  id: row.id,
  title: row.title,
  fileType: row.file_type,
  state: row.state,
  owner: row.owner,
  custody: row.custody,
  versionGroupId: row.version_group_id,
  createdAtMs: row.created_at,
  updatedAtMs: row.updated_at,
  deletedAtMs: row.deleted_at,
});

export const rowOf = (document: Document): DocumentsTable => ({
  id: document.id,
  title: document.title,
  title_search: searchForm(document.title),
  file_type: document.fileType,
  state: document.state,
  owner: document.owner,
  custody: document.custody,
  version_group_id: document.versionGroupId,
  created_at: document.createdAtMs,
  updated_at: document.updatedAtMs,
  deleted_at: document.deletedAtMs,
});
