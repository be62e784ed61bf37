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
const SAVED_FILES = ['/cache/files/', '/storage-cache/files/'];

/**
 * Path and query of a saved file, from `/cache/files/` on. What comes before is whatever an editor's socket claimed
 * (`X-Forwarded-Proto`, `-Host` and `-Prefix`), signature or not: two names with a comma between them, from two
 * proxies, or no host at all. So it is not parsed. Undefined when the address is not one of a saved file.
 */
export function savedFilePath(given: string): string | undefined {
  // The last match: a claim can hold the same words, what the Document Server appends to it cannot.
  const start = Math.max(...SAVED_FILES.map((folder) => given.lastIndexOf(folder)));
  return start < 0 ? undefined : given.slice(start);
}

/**
 * The address at which this server fetches a saved file: its path and query, at the configured server. The claimed
 * host is never contacted, and never a reason to refuse a save. Undefined when the path is not one of a saved file.
 */
export function savedFileAddress(given: string, internalUrl: string): URL | undefined {
  const path = savedFilePath(given);
  if (path === undefined) return undefined;
  const url = URL.parse(path, internalUrl);
  // URL has resolved dots; encoded slashes and backslashes would be resolved by whoever decodes next.
  if (url === null || savedFilePath(url.pathname) !== url.pathname) return undefined;
  if (/%2f|%5c|%00|\\/i.test(url.pathname)) return undefined;
  return new URL(internalUrl + url.pathname + url.search);
}
