import ipaddr from 'ipaddr.js';

/** Azure's own services answer here; the address looks public. */
const PUBLIC_BUT_INSIDE: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an address belongs to the public internet. Everything else is refused: loopback, private, link-local (where
 * clouds keep their metadata), unique-local, multicast, reserved, and IPv6 addresses that hide an IPv4 one.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (PUBLIC_BUT_INSIDE.has(address.toString())) return false;
  if (address.kind() === 'ipv4') return true;
  // 2000::/3 is all that is given out; the rest has forms that only old networks know.
  const [first = 0] = (address as ipaddr.IPv6).parts;
  return first >= 0x2000 && first <= 0x3fff;
}

/** Why events cannot be sent to it; undefined for an address that can be tried. */
export function faultOfAddress(text: string, allowsPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return 'it is no address';
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'it is no https address';
  if (protocol === 'http:' && !allowsPrivate) return 'it is not encrypted';
  if (username !== '' || password !== '') return 'it has a username or a password in it';
  if (hash !== '') return 'it has a fragment';
  return undefined;
}

/** The host as the resolver takes it: IPv6 addresses without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');
