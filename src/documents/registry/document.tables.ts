import type { Custody } from '../../platform/identity/people.js';
import type { Document, DocumentState, SharedRole } from '../document.js';

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
  /** Copies of the document's `updated_at` and `title_search`: a list of shared documents is then one index range. */
  document_updated_at: number;
  document_title_search: string;
}

export interface DocumentTables {
  documents: DocumentsTable;
  document_shares: DocumentSharesTable;
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
