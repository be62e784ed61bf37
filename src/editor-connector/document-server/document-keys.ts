import type { Version } from '../../version-archive/index.js';

/**
 * `edit` keys name the content being edited; `view` keys name one earlier version that never changes; `fill` keys name
 * one person's copy of a form, which never becomes the form.
 */
export type KeyPurpose = 'edit' | 'view' | 'fill';

export interface DocumentKey {
  readonly documentKey: string;
  readonly documentId: string;
  readonly purpose: KeyPurpose;
  /** Of a `fill` key: whose copy it is. */
  readonly accountId: string | undefined;
  /** Number of the version the key was made for. */
  readonly openedVersion: number;
  /** Number under which the key's content was last saved; the opened one before the first save. */
  readonly lastVersion: number;
  /** The newest reported content is stored as `lastVersion`: a closing report without changes needs no duplicate version. */
  readonly isStored: boolean;
  /** When the last change was made of a save that brought the bytes of `lastVersion` again; 0 without one. */
  readonly unchangedMs: number;
  readonly isLive: boolean;
  /** Somebody was reported as editing under it. */
  readonly hadEditors: boolean;
  /** Account ids of those whose editor reported that the content could not be converted for opening. */
  readonly failedFor: readonly string[];
}

/** What a stored save does to its key. */
export interface SavedUnderKey {
  readonly documentKey: string;
  readonly lastVersion: number;
  readonly isStored: boolean;
  /** Left as it is when it is undefined. */
  readonly unchangedMs?: number;
  /** A final save ends the key. */
  readonly isLive: boolean;
}

/**
 * The names under which the Document Server knows contents of ours. At most one live edit key per document, one live
 * view key per version and one live fill key per document and person, also under concurrency. All calls join the
 * caller's transaction.
 */
export abstract class DocumentKeys {
  /** The live key for editing the document; undefined before its first opening. */
  abstract findLive(documentId: string): Promise<DocumentKey | undefined>;
  /** The live key for viewing one earlier version. */
  abstract findView(version: Version): Promise<DocumentKey | undefined>;
  /** The live key of that person's copy of a form. */
  abstract findFill(documentId: string, accountId: string): Promise<DocumentKey | undefined>;
  /** Live or closed. */
  abstract find(documentKey: string): Promise<DocumentKey | undefined>;
  /** Those of the given keys that exist, live or closed. */
  abstract findAll(documentKeys: readonly string[]): Promise<readonly DocumentKey[]>;
  /** Live keys of all purposes: whoever has the document open uses one of them. */
  abstract listLive(documentId: string): Promise<readonly DocumentKey[]>;
  /**
   * Makes `documentKey` the live key of that version; changes nothing when another one is live already. A `fill` key
   * is of that person.
   */
  abstract offer(
    documentKey: string,
    version: Version,
    purpose: KeyPurpose,
    accountId?: string,
  ): Promise<void>;
  /** Numbers of the versions that edit keys of the document, live or closed, were made for or last saved as. */
  abstract versionsOf(documentId: string): Promise<readonly number[]>;
  abstract save(saved: SavedUnderKey): Promise<void>;
  /** The next opening gets another key. Saves under this one are still accepted. */
  abstract close(documentKey: string): Promise<void>;
  /**
   * Records the time of a report and returns the key as it was before. Reports may overtake each other: undefined, and
   * nothing recorded, when a later one was recorded before. Such a report is to be ignored. One that is further behind
   * than `MAX_LATE_S` is not late: the clock was set back.
   */
  abstract beginReport(
    documentKey: string,
    report: { readonly atSeconds: number; readonly hasEditors: boolean },
  ): Promise<DocumentKey | undefined>;
  /** That person's editor could not open the content: the Document Server keeps the failure under the key. */
  abstract addFailure(documentKey: string, accountId: string): Promise<void>;
}
