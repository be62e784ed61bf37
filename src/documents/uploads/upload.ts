import { UrlSecret } from '../../platform/crypto/url-secret.js';
import type { StagedVersion } from '../../version-archive/index.js';
import type { Document } from '../document.js';

/** What an upload is for, as it was when it began. */
export type UploadPurpose =
  /** A desktop program's, which has the document checked out. */
  | { readonly kind: 'desktop' }
  /** A document that is registered once all bytes are there. */
  | { readonly kind: 'new'; readonly document: Document }
  /** A version in the place of the head that the caller named. */
  | { readonly kind: 'content'; readonly expectedHead: number; readonly giveUpUnsaved: boolean };

/** One file that is uploaded in one or more requests. */
export interface Upload {
  /** 32 hexadecimal digits, derived from the secret in the address; the secret cannot be derived from it. */
  readonly id: string;
  readonly documentId: string;
  readonly accountId: string;
  readonly purpose: UploadPurpose;
  /** Extension without dot. */
  readonly fileType: string;
  /** Size of the complete file in bytes. */
  readonly length: number;
  /** Bytes stored so far; equal to `length` once the version exists. */
  readonly received: number;
  /** Number of the version that the complete upload became. */
  readonly version: number | null;
  readonly expiresAtMs: number;
}

/** The bytes of one interrupted request: sealed like a version, but not a version. */
export interface UploadPart {
  readonly start: number;
  readonly staged: StagedVersion;
}

/** An upload idle for this long is abandoned when its person needs room for another. */
export const UPLOAD_IDLE_MS = 10 * 60 * 1000;

/** An interrupted upload expires this long after its last request. */
export const UPLOAD_LIFETIME_MS = 60 * 60 * 1000;

/** So long it is known what a complete one became: as long as an `Idempotency-Key` stands for its first request. */
export const COMPLETE_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** Of requests that broke off or were short; each of them is stored by itself, however small it is. */
export const MAX_PARTS = 1000;

/**
 * The secret in an upload's URL, known only to the uploading program. The upload's id in the database and the
 * X25519 secret that opens its parts are derived from it.
 */
export class UploadAddress {
  readonly uploadId: string;

  private constructor(private readonly secret: UrlSecret) {
    this.uploadId = secret.derive('kontor/upload/id', 16).toString('hex');
  }

  static fresh(): UploadAddress {
    return new UploadAddress(UrlSecret.fresh());
  }

  /** Undefined when the text is malformed. */
  static parse(text: string): UploadAddress | undefined {
    const secret = UrlSecret.parse(text);
    return secret && new UploadAddress(secret);
  }

  /** For the URL only. */
  reveal(): string {
    return this.secret.reveal();
  }

  /** The parts are sealed with this secret. */
  async withSecret<Result>(work: (secret: Uint8Array) => Promise<Result>): Promise<Result> {
    const secret = this.secret.derive('kontor/upload/x25519', 32);
    try {
      return await work(secret);
    } finally {
      secret.fill(0);
    }
  }
}
