import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/** How many leading bits two addresses share when they count as one network. */
export interface Prefix {
  readonly v4: number;
  readonly v6: number;
}

/** What a provider assigns to one line: one IPv4 address, or a /64 of IPv6. */
const ONE_LINE: Prefix = { v4: 32, v6: 64 };

/**
 * One spelling for one address: without a port and a zone, IPv6 in its short form, IPv4 inside IPv6 as IPv4.
 * Undefined for what is no address: `unknown`, a name, an IPv4 address with leading zeros.
 */
export function canonicalAddress(text: string): string | undefined {
  // What nearly every request has; there is no other spelling of it.
  if (isIP(text) === 4) return text;
  const address = withoutPort(text.trim()).replace(/%.*$/, '');
  return isIP(address) === 0 ? undefined : ipaddr.process(address).toString();
}

/** Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711` into `X-Forwarded-For`. */
function withoutPort(text: string): string {
  const [, inBrackets, v4] = /^(?:\[([^\]]*)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)$/.exec(text) ?? [];
  return inBrackets ?? v4 ?? text;
}

/** Fastify's `trustProxy` for these addresses and networks, however a proxy spells itself in the header. */
export function trustProxies(proxies: readonly string[] | false) {
  if (proxies === false) return false;
  const trusted = proxyAddr.compile([...proxies]);
  return (address: string, hop: number): boolean => {
    const canonical = canonicalAddress(address);
    return canonical !== undefined && trusted(canonical, hop);
  };
}

/**
 * The address that a request comes from, in one spelling; nothing else decides this. It is the nearest address that is
 * not a trusted proxy's. If a proxy passes on text that is no address, the proxy's own address counts, so that nobody
 * gets a new address by sending nonsense.
 */
export function clientAddressOf({ ips, ip }: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  // A connection that is broken already has no address any more.
  const way = (ips ?? [ip]).map((address?: string) => canonicalAddress(address ?? ''));
  return way.findLast((address) => address !== undefined) ?? 'unknown';
}

/** The network of an address; by default what one line has. Two spellings of one network are equal. */
export function networkOf(address: string, { v4, v6 }: Prefix = ONE_LINE): string {
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return address;
  const parsed = ipaddr.parse(canonical);
  const bits = parsed.kind() === 'ipv4' ? v4 : v6;
  const bytes = parsed.toByteArray().map((byte, i) => byte & maskOf(bits - 8 * i));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}

const maskOf = (bits: number): number => (0xff00 >> Math.min(8, Math.max(0, bits))) & 0xff;
