import type { Version } from '../../version-archive/index.js';
import type { Document } from '../document.js';

export interface ExportedContent {
  /** Extension of the bytes. */
  readonly fileType: string;
  readonly mimeType: string;
  /** Undefined when it is not known before all of them came. */
  readonly bytes: number | undefined;
  /** Consumed once; a piece is valid until the next is asked for. Fails when the transfer breaks or the bytes are no file of that type. */
  readonly content: AsyncIterable<Uint8Array>;
  /** Ends a transfer that is not read to its end. */
  abandon(): void;
}

/** Content in another format. A port: whoever converts knows documents, and documents do not know who converts. */
export abstract class ContentExport {
  /** `to` is an extension, or `pdfa`. What cannot be made of the version is `converter/unknown-format` (422). */
  abstract export(
    source: { readonly document: Document; readonly version: Version },
    to: string,
    signal: AbortSignal,
  ): Promise<ExportedContent>;
}
