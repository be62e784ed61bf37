import { sql } from 'kysely';
import type { Purpose } from './maintenance-index.js';

/** The columns that maintenance reads and writes. */
export interface MaintenanceTables {
  storage_objects: {
    version_id: string;
    document_id: string;
    sealed_size: number;
    k: number;
    n: number;
    created_at_ms: number;
    claimed_by: string | null;
    claimed_for: Purpose | null;
    claimed_until_ms: number;
    retry_at_ms: number;
    scrub_after_ms: number;
    attempts: number;
  };
  storage_shards: {
    version_id: string;
    idx: number;
    provider: string;
    state: 'present' | 'missing';
    reason: string | null;
    changed_at_ms: number;
    scrubbed_at_ms: number;
  };
  storage_keyrings: {
    document_id: string;
    epoch: number;
    revision: number;
    sealed: string;
    missing_on: string;
    created_at_ms: number;
    scrubbed_at_ms: number;
  };
  storage_withdrawn_keyrings: {
    provider: string;
    document_id: string;
    epoch: number;
    revision: number;
  };
  storage_providers: {
    name: string;
    state: 'active' | 'draining';
    changed_at_ms: number;
    emptied_at_ms: number;
  };
  storage_tasks: {
    name: string;
    claimed_by: string | null;
    claimed_until_ms: number;
    done_at_ms: number;
    requested_at_ms: number;
  };
  storage_strays: {
    provider: string;
    key: string;
    kind: string;
    first_seen_ms: number;
    last_seen_ms: number;
  };
}

/** Written out: with a parameter SQLite would not use the index of such shards, and read all of them. */
export const IS_MISSING = sql<boolean>`state = 'missing'`;
export const IS_PRESENT = sql<boolean>`state = 'present'`;
