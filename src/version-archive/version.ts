import type { ShardPresence } from '../storage/index.js';

export type VersionState = 'current' | 'archived' | 'quarantined';
export type VersionOrigin =
  'upload' | 'save' | 'force-save' | 'restore' | 'recovered' | 'office-connector';

/** One version of a document's content. Immutable but for `state` and `comment`. */
export interface Version {
  readonly id: string;
  readonly groupId: string;
  readonly documentId: string;
  /** 1, 2, 3 … within the group, in the order of commits. */
  readonly number: number;
  readonly state: VersionState;
  readonly origin: VersionOrigin;
  /** Username of who made the content. */
  readonly author: string;
  /** Plaintext bytes. */
  readonly size: number;
  /** Extension without dot; a save may change it. */
  readonly fileType: string;
  readonly createdAtMs: number;
  readonly editingSessionId: string | null;
  /** Said at check-in; of a restore: the number of the version it brought back. */
  readonly comment: string | null;
  /** What the Document Server said of the session's changes (`history.changes`, `serverVersion`), as JSON. */
  readonly changes: string | null;
}

export interface VersionWithShards extends Version {
  readonly shards: ShardPresence;
}
