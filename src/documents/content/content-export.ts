import type { EventEmitter } from 'node:events';
import type { Version } from '../../version-archive/index.js';
import type { Document } from '../document.js';

export interface ExportedContent {
  /** Extension of the bytes. */
  readonly fileType: string;
  readonly mimeType: string;
  /** Undefined when the size is not known in advance. */
  readonly bytes: number | undefined;
  /**
   * Can be read once; a chunk is valid until the next is requested. Fails when the transfer breaks or the bytes have
   * another format.
   */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface NamedExport extends ExportedContent {
  readonly filename: string;
}

export interface ExportOptions {
  /** Of a protected file; passed on to the converter and not kept. */
  readonly password?: string | undefined;
  readonly signal: AbortSignal;
}

/** Content in another format. A port, because the `conversion` module imports this one. */
export abstract class ContentExport {
  /** `to` is an extension, or `pdfa`. `converter/unknown-format` (422) when the version cannot be converted to it. */
  abstract export(
    source: { readonly document: Document; readonly version: Version },
    to: string,
    options: ExportOptions,
  ): Promise<ExportedContent>;
}

/** Aborts when the client disconnects: nobody waits for a conversion then. */
export function untilClosed(connection: EventEmitter): AbortSignal {
  const gone = new AbortController();
  connection.once('close', () => gone.abort());
  return gone.signal;
}
