import type { Upload, UploadPart } from './upload.js';

/** Rows of uploads and their parts. Every method joins the ambient transaction. */
export abstract class UploadRepository {
  /** Version ids of all parts that are kept, whatever upload they are of. */
  abstract heldVersionIds(): Promise<readonly string[]>;

  abstract insert(upload: Upload): Promise<void>;
  /** Those of a person that are not complete; the one that was continued longest ago comes first. */
  abstract openOf(username: string): Promise<readonly Upload[]>;
  abstract find(id: string): Promise<Upload | undefined>;
  abstract prolong(id: string, expiresAtMs: number): Promise<void>;
  /** Compare-and-set: whether `received` stood at `from` and stands at `to` now. */
  abstract advance(id: string, from: number, to: number): Promise<boolean>;
  abstract addPart(id: string, part: UploadPart): Promise<void>;
  /** In order. */
  abstract partsOf(id: string): Promise<readonly UploadPart[]>;
  abstract removeParts(id: string): Promise<void>;
  /** With its parts. */
  abstract remove(id: string): Promise<void>;
  abstract expiredBefore(nowMs: number): Promise<readonly Upload[]>;
}
