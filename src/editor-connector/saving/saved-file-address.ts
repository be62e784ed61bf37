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
  // The first one: what stands before it can only be a prefix, under which our address of it ends.
  const start = url.pathname.search(SAVED_FILES);
  if (start < 0) return undefined;
  const path = url.pathname.slice(start);
  // URL has resolved dots; encoded slashes and backslashes would be resolved by whoever decodes next.
  if (/%2f|%5c|%00|\\/i.test(path)) return undefined;
  return new URL(internalUrl + path + url.search);
}
