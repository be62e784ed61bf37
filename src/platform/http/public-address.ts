import ipaddr from 'ipaddr.js';

/** Azure's own services answer here; the address looks public. */
const PUBLIC_BUT_INSIDE: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an address belongs to the public internet. Everything else is not: loopback, private, link-local (where
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

/** The host as the resolver takes it: IPv6 addresses without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the address says itself that it is this machine. Other names may lead here as well. */
export const isLoopbackName = ({ hostname }: URL): boolean => LOOPBACK_NAMES.has(hostname);

/** https, or http on loopback, where nobody listens on the way. */
export const isConfidential = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url));
