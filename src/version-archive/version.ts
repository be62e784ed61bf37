import type { ShardPresence } from '../storage/index.js';
import type { SaveMoment } from './save-order.js';

export type VersionState = 'current' | 'archived' | 'quarantined';
export type VersionOrigin =
  'upload' | 'save' | 'force-save' | 'restore' | 'recovered' | 'office-connector';

/** Why a version is kept out of the head. */
export const REASONS = [
  /** No bytes, where the format needs some. */
  'empty',
  /** A container that ends before its end. */
  'cut-off',
  /** Certainly another format than its name says. */
  'other-format',
  /** A web page came in its place, perhaps of a login in front of the Document Server. */
  'web-page',
  /** None of the forms such files are known to have. */
  'unrecognised',
  /** The Document Server could not assemble it without loss. */
  'save-failed',
  /** It was made from a version that had been replaced meanwhile. */
  'head-moved',
] as const;
export type QuarantineReason = (typeof REASONS)[number];

/** Somebody who changed the content, and when first and last. */
export interface VersionAuthor {
  readonly username: string;
  /** As it was at that time; null when it was not said. */
  readonly displayName: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** One version of a document's content. Immutable but for `state` and `comment`. */
export interface Version {
  readonly id: string;
  readonly groupId: string;
  readonly documentId: string;
  /** 1, 2, 3 … within the group, in the order of commits; see `position`. */
  readonly number: number;
  readonly state: VersionState;
  readonly origin: VersionOrigin;
  /** Username of who made the content: of several, who made the last change. */
  readonly author: string;
  /** Everybody who changed it, in the order of their first changes; never empty. */
  readonly authors: readonly VersionAuthor[];
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
  /** Why it is quarantined; null for the others, and for those that were before reasons were kept. */
  readonly reason: QuarantineReason | null;
  /** Of saves: what orders them, whenever they were committed. */
  readonly save: SaveMoment | null;
  /**
   * Where it stands in the history: its own number, but of a save that came after a newer one of the same key the
   * position of that one. Of several at one position the newest is the one that was made last.
   */
  readonly position: number;
}

export interface VersionWithShards extends Version {
  readonly shards: ShardPresence;
}
