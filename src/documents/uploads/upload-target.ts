import type { Document } from '../document.js';
import type { StagedVersion, VersionOrigin } from '../../version-archive/index.js';
import type { Upload } from './upload.js';

/** What becomes of the bytes once all of them are there. */
export interface UploadTarget {
  readonly document: Document;
  readonly origin: VersionOrigin;
  /**
   * Makes them a version, and calls `complete` with its number, in one transaction. Discards what was staged when that
   * fails: the upload then stands where it stood.
   */
  commit(staged: StagedVersion, complete: (versionNumber: number) => Promise<void>): Promise<void>;
}

/** An upload at work. */
export interface Uploading {
  readonly upload: Upload;
  readonly target: UploadTarget;
  /** Seals and opens the parts. */
  readonly secret: Uint8Array;
}
