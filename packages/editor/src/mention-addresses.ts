/**
 * The editor finds those whom a comment mentions by mail addresses in its text. Kontor gives no addresses of people to
 * it: the name stands before a domain that can never exist (RFC 2606).
 */
const DOMAIN = '@kontor.invalid';

export const addressOf = (username: string): string =>
  encodeURIComponent(username).replace(
    /[!'()*~]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  ) + DOMAIN;

/** Addresses that are none of ours are left out. */
export const usernamesIn = (addresses: readonly string[]): string[] =>
  addresses.flatMap((address) => usernameOf(address) ?? []);

function usernameOf(address: string): string | undefined {
  if (!address.endsWith(DOMAIN)) return undefined;
  try {
    return decodeURIComponent(address.slice(0, -DOMAIN.length));
  } catch {
    return undefined;
  }
}
