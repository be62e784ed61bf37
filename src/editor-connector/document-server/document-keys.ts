import type { Version } from '../../version-archive/index.js';

/** `edit` keys name the content being edited; `view` keys name one earlier version that never changes. */
export type KeyPurpose = 'edit' | 'view';

export interface DocumentKey {
  readonly documentKey: string;
  readonly documentId: string;
  readonly purpose: KeyPurpose;
  /** Number of the version the key was made for. */
  readonly openedVersion: number;
  /** Number under which the key's content was last saved; the opened one before the first save. */
  readonly lastVersion: number;
  /** The newest content we were told of is stored as `lastVersion`: a closing report needs no twin of it. */
  readonly isStored: boolean;
  readonly isLive: boolean;
  /** Somebody was reported as editing under it. */
  readonly hadEditors: boolean;
  /** Usernames of those whose editor said that the content could not be converted for opening. */
  readonly failedFor: readonly string[];
}

/** What a stored save does to its key. */
export interface SavedUnderKey {
  readonly documentKey: string;
  readonly lastVersion: number;
  readonly isStored: boolean;
  /** A final save ends the key. */
  readonly isLive: boolean;
}

/**
 * The Document Server's names for our contents. At most one live edit key a document and one live view key
 * a version, whoever asks at the same time. All calls join the caller's transaction.
 */
export abstract class DocumentKeys {
  /** The live key for editing the document; undefined before its first opening. */
  abstract findLive(documentId: string): Promise<DocumentKey | undefined>;
  /** A live key for looking at one earlier version. */
  abstract findView(version: Version): Promise<DocumentKey | undefined>;
  /** Live or closed. */
  abstract find(documentKey: string): Promise<DocumentKey | undefined>;
  /** Those of many that there are, live or closed. */
  abstract findAll(documentKeys: readonly string[]): Promise<readonly DocumentKey[]>;
  /** Live keys of both purposes: whoever has the document open uses one of them. */
  abstract listLive(documentId: string): Promise<readonly DocumentKey[]>;
  /** Makes `documentKey` the live key of that version; changes nothing when another one is live already. */
  abstract offer(documentKey: string, version: Version, purpose: KeyPurpose): Promise<void>;
  abstract save(saved: SavedUnderKey): Promise<void>;
  /** The next opening gets another key. Saves under this one are still understood. */
  abstract close(documentKey: string): Promise<void>;
  /**
   * The key, when a report of that second is the newest of it. Reports overtake each other on their way; one that is
   * older than the last is to be ignored: undefined then. `hadEditors` is as it was before this report.
   */
  abstract beginReport(
    documentKey: string,
    report: { readonly atSeconds: number; readonly hasEditors: boolean },
  ): Promise<DocumentKey | undefined>;
  /** The editor of that person could not open the content: the Document Server keeps the failure under the key. */
  abstract addFailure(documentKey: string, username: string): Promise<void>;
}
