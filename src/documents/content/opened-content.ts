import type { Readable } from 'node:stream';
import type { Version } from '../../version-archive/index.js';
import type { Document } from '../document.js';

/** The content of one version, ready to be read. */
export interface OpenedContent {
  readonly document: Document;
  readonly version: Version;
  /** What to call the file: the title, with the extension of this version. */
  readonly filename: string;
  readonly mimeType: string;
  readonly size: number;
  /** Unquoted. */
  readonly etag: string;
  /** The plaintext or a half-open range of it. Nothing is read, no key is leased, until this is called. */
  stream(range?: { readonly start: number; readonly end: number }): Promise<Readable>;
}
