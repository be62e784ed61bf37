import type { Upload, UploadPart } from './upload.js';

/** What a complete upload became, and how long that is known. */
export interface UploadOutcome {
  readonly version: number;
  readonly expiresAtMs: number;
}

/** Rows of uploads and their parts. Every method joins the ambient transaction. */
export abstract class UploadRepository {
  /** Version ids of the parts of all uploads. */
  abstract heldVersionIds(): Promise<readonly string[]>;

  /** Whether an upload that is under way will become this document, or a version of it. */
  abstract isAwaited(documentId: string): Promise<boolean>;
  abstract insert(upload: Upload): Promise<void>;
  /** A person's incomplete uploads, the least recently continued first. */
  abstract openOf(accountId: string): Promise<readonly Upload[]>;
  abstract find(id: string): Promise<Upload | undefined>;
  abstract prolong(id: string, expiresAtMs: number): Promise<void>;
  /** Compare-and-set of `received`; false when it was not `from`. */
  abstract advance(id: string, from: number, to: number): Promise<boolean>;
  abstract noteOutcome(id: string, outcome: UploadOutcome): Promise<void>;
  abstract addPart(id: string, part: UploadPart): Promise<void>;
  abstract countParts(id: string): Promise<number>;
  /** In order. */
  abstract partsOf(id: string): Promise<readonly UploadPart[]>;
  abstract removeParts(id: string): Promise<void>;
  /** Including its parts. */
  abstract remove(id: string): Promise<void>;
  abstract expiredBefore(nowMs: number): Promise<readonly Upload[]>;
}
