export interface RequestOrigin {
  /** The request's headers Origin, Sec-Fetch-Site and Host. */
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly host: string | undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isSafe = (method: string): boolean => SAFE_METHODS.has(method);

/**
 * Whether a page of ours sent this. Browsers set both headers themselves, no script can; a request with
 * neither comes from no browser of today and is refused.
 */
export function isFromOwnPages(request: RequestOrigin, publicUrl: string): boolean {
  if (request.fetchSite !== undefined && request.fetchSite !== 'same-origin') return false;
  if (request.fetchSite === 'same-origin') return true;
  return request.origin !== undefined && isOwnOrigin(request.origin, request.host, publicUrl);
}

/** The public address, or the one the browser spoke to: `localhost` and `127.0.0.1` are both fine to try it out. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host?.toLowerCase();
}
