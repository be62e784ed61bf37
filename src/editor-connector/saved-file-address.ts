/** Where the Document Server puts what it hands out (reference §3.5); nothing else of it is ever fetched. */
const SAVED_FILES = ['/cache/files/', '/storage-cache/files/'];

export interface ServerAddresses {
  readonly browserUrl: string;
  readonly internalUrl: string;
}

/**
 * The address at which this server fetches a saved file. The host in a callback is whatever the first
 * person to open the document claimed it to be, signature or not (reference §7.1): only the path is taken
 * over, behind the configured internal address. Undefined for an address that is not of the configured server.
 */
export function savedFileAddress(given: string, servers: ServerAddresses): URL | undefined {
  const url = URL.parse(given);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    return undefined;
  }
  // The scheme is not compared: it comes from a header that proxies forget (reference §8.3).
  const known = [servers.browserUrl, servers.internalUrl]
    .map((server) => new URL(server))
    .filter((server) => server.host === url.host);
  for (const server of known) {
    const path = savedPath(url.pathname, server.pathname);
    if (path !== undefined) return new URL(servers.internalUrl + path + url.search);
  }
  return undefined;
}

/** The path below the server's prefix. The Document Server itself may not know of the prefix. */
function savedPath(path: string, prefix: string): string | undefined {
  // URL has resolved dots; encoded slashes and backslashes would be resolved by whoever decodes next.
  if (/%2f|%5c|%00|\\/i.test(path)) return undefined;
  const withoutPrefix =
    prefix !== '/' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  return SAVED_FILES.some((folder) => withoutPrefix.startsWith(folder)) ? withoutPrefix : undefined;
}
