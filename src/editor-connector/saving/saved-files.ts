/** A file that the Document Server hands out, while it is being read. */
export interface SavedFile {
  /** Announced size; undefined when the server did not send one. */
  readonly bytes: number | undefined;
  /** Without parameters, lower case; empty when the server did not send one. */
  readonly mediaType: string;
  /** `Last-Modified`; undefined when the server did not send one. */
  readonly writtenAtMs: number | undefined;
  /** Consumed once. Fails with `editor-connector/save-interrupted` when the transfer breaks or stalls. */
  readonly content: AsyncIterable<Uint8Array>;
}

export abstract class SavedFiles {
  /**
   * Opens one saved file. Follows no redirect, sends no credentials. A transient failure is
   * `editor-connector/save-interrupted`, a permanent one `editor-connector/save-refused`.
   */
  abstract open(address: URL): Promise<SavedFile>;
  /** Ends the transfer of a file that was not read to its end. */
  abstract abandon(file: SavedFile): void;
}

/** Where the Document Server puts what it hands out; nothing else of it is ever fetched. */
const SAVED_FILES = /\/(?:storage-)?cache\/files\//;

/**
 * The address at which this server fetches a saved file: path and query of the given one, at the configured
 * server. Scheme, host, port and path prefix in a callback are whatever an editor's socket claimed them to be
 * (`X-Forwarded-Host`), signature or not. So they are never contacted, and never a reason to refuse a save.
 * Undefined when the path is not one of a saved file.
 */
export function savedFileAddress(given: string, internalUrl: string): URL | undefined {
  const url = URL.parse(given, internalUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  // The first match: only a path prefix can stand before it, and the internal URL has its own.
  const start = url.pathname.search(SAVED_FILES);
  if (start < 0) return undefined;
  const path = url.pathname.slice(start);
  // URL has resolved dots; encoded slashes and backslashes would be resolved by whoever decodes next.
  if (/%2f|%5c|%00|\\/i.test(path)) return undefined;
  return new URL(internalUrl + path + url.search);
}
