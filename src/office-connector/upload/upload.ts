import type { StagedVersion } from '../../version-archive/index.js';

/** One file on its way from a desktop, maybe in several requests. */
export interface Upload {
  /** 32 hexadecimal digits; follows from the secret in the address, and not the reverse. */
  readonly id: string;
  readonly documentId: string;
  readonly username: string;
  /** Extension without dot: what the file's name announced. */
  readonly fileType: string;
  /** Bytes of the whole. */
  readonly length: number;
  /** Bytes that are safe; the whole once its version is there. */
  readonly received: number;
  readonly expiresAtMs: number;
}

/** What one interrupted request brought: sealed like a version, and never one. */
export interface UploadPart {
  readonly start: number;
  readonly staged: StagedVersion;
}

/** Without a byte for so long, an upload counts as abandoned when its person needs room for another. */
export const UPLOAD_IDLE_MS = 10 * 60 * 1000;

/** How long an interrupted upload waits to be continued. */
export const UPLOAD_LIFETIME_MS = 60 * 60 * 1000;
