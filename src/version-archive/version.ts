import type { ShardPresence } from '../storage/index.js';

export type VersionState = 'current' | 'archived' | 'quarantined';
export type VersionOrigin =
  'upload' | 'save' | 'force-save' | 'restore' | 'recovered' | 'office-connector';

/** Who asked for a forced save: a person's button, the clock, or an application. */
export const ASKERS = ['person', 'autosave', 'command'] as const;
export type Asker = (typeof ASKERS)[number];

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
  /** It came from a session for reading, and nobody who may change the document made it. */
  'not-permitted',
] as const;
export type QuarantineReason = (typeof REASONS)[number];

/** Somebody who changed the content, with the first and last time. */
export interface VersionAuthor {
  readonly accountId: string;
  /** The name at that time; null when it was not reported. */
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
  /** Account id of whoever made the last change. */
  readonly author: string;
  /** Everybody who changed it, in the order of their first changes; never empty. */
  readonly authors: readonly VersionAuthor[];
  /** Plaintext bytes. */
  readonly size: number;
  /** Extension without dot; a save may change it. */
  readonly fileType: string;
  readonly createdAtMs: number;
  readonly editingSessionId: string | null;
  /** Entered at check-in; for a restore: the number of the restored version. */
  readonly comment: string | null;
  /** The session's changes as the Document Server reported them (`history.changes`, `serverVersion`), as JSON. */
  readonly changes: string | null;
  /** Of a save: the Document Server's version, as it reported it. */
  readonly serverVersion: string | null;
  /** Of a save: the number of the version with which the editing began; `changes` and the part of that kind start there. */
  readonly beganWith: number | null;
  /** Of a forced save; null for other versions, and for those older than this column. */
  readonly askedBy: Asker | null;
  /** Why it is quarantined; null for other versions, and for those older than this column. */
  readonly reason: QuarantineReason | null;
  /** For saves: what orders them, whenever they were committed. */
  readonly save: SaveMoment | null;
  /**
   * Its place in the history. Usually its own number; a save that arrived after a newer save of the same key has the
   * position of that newer save. Among versions with one position, the one that was made last is the newest.
   */
  readonly position: number;
}

export interface VersionWithShards extends Version {
  readonly shards: ShardPresence;
}

export const soleAuthor = (accountId: string, atMs: number): VersionAuthor => ({
  ...{ accountId, displayName: null, fromMs: atMs, toMs: atMs },
});

/** When a save was made, as the Document Server reports it. Only saves of the same document key can be compared. */
export interface SaveMoment {
  readonly documentKey: string;
  /** When the last change was made that the save contains; often in whole seconds. */
  readonly madeAtMs: number;
  /** When the save was reported. A final save may be reported several times. */
  readonly reportedAtS: number;
}

/**
 * A report that arrives was signed minutes ago at most: after that its token has expired. One that was signed further
 * ahead than this comes from before the Document Server's clock was set back, and says nothing about order.
 */
export const MAX_LATE_S = 10 * 60;

export type OrderedSave = SaveMoment & { readonly origin: VersionOrigin };

/**
 * Negative when `a` is older, zero when both have the same time. A final save counts as newer than a forced one of
 * the same moment, because it contains the same changes.
 */
export const compareSaves = (a: OrderedSave, b: OrderedSave): number =>
  a.madeAtMs - b.madeAtMs || finality(a) - finality(b) || a.reportedAtS - b.reportedAtS;

/**
 * Whether `other` was reported before the Document Server's clock was set back: it is no late report, for that its token
 * would be too old. Says nothing about what was fetched there later (`recovered`), which has no signed time.
 */
export const isFromBeforeSetBack = (other: OrderedSave, save: OrderedSave): boolean =>
  ![other.origin, save.origin].includes('recovered') &&
  other.reportedAtS > save.reportedAtS + MAX_LATE_S;

const finality = ({ origin }: OrderedSave): number => (origin === 'force-save' ? 0 : 1);

/** A part of a group's versions, in the order of the list. */
export interface VersionPage {
  /** The number of the version before the first one of the page; no such version: the page is empty. */
  readonly after: number | undefined;
  readonly limit: number;
}
