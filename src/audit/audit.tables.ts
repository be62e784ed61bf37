import type { AuditResult } from '../platform/audit/audit-log.js';
import type { AuditEntry, ChainedEntry } from './entry.js';

interface Members {
  id: string;
  at: number;
  actor: string | null;
  actor_id: string | null;
  on_behalf_of: string | null;
  on_behalf_of_id: string | null;
  client: string | null;
  address: string | null;
  action: string;
  object_type: string | null;
  object_id: string | null;
  result: string;
  /** JSON. */
  detail: string | null;
}

export interface WrittenRow extends Members {
  mac: string;
}

export interface ChainedRow extends Members {
  position: number;
  hash: string;
  previous_hash: string;
}

export interface AuditTables {
  audit_written: WrittenRow;
  audit_entries: ChainedRow;
  audit_seals: { number: number; to_position: number; sealed_at: number; line: string };
  audit_state: {
    name: 'head' | 'verified' | 'verifying';
    position: number;
    at: number;
    line: string;
  };
}

export const membersOf = (entry: AuditEntry): Members => ({
  id: entry.id,
  at: entry.atMs,
  actor: entry.actor,
  actor_id: entry.actorId,
  on_behalf_of: entry.onBehalfOf,
  on_behalf_of_id: entry.onBehalfOfId,
  client: entry.client,
  address: entry.address,
  action: entry.action,
  object_type: entry.objectType,
  object_id: entry.objectId,
  result: entry.result,
  detail: entry.detail === null ? null : JSON.stringify(entry.detail),
});

export const entryOf = (row: Members): AuditEntry => ({
  id: row.id,
  atMs: row.at,
  actor: row.actor,
  actorId: row.actor_id,
  onBehalfOf: row.on_behalf_of,
  onBehalfOfId: row.on_behalf_of_id,
  client: row.client,
  address: row.address,
  action: row.action,
  objectType: row.object_type,
  objectId: row.object_id,
  result: row.result as AuditResult,
  detail: row.detail === null ? null : parsed(row.detail),
});

export const chainedOf = (row: ChainedRow): ChainedEntry => ({
  ...entryOf(row),
  position: row.position,
  hash: row.hash,
  previousHash: row.previous_hash,
});

/** What somebody put into the row by hand need not be JSON; its hash is wrong then, as it should be. */
function parsed(text: string): AuditEntry['detail'] {
  try {
    return JSON.parse(text) as AuditEntry['detail'];
  } catch {
    return { unreadable: text.slice(0, 100) };
  }
}
