import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { beforeAbort } from '../concurrency/before-abort.js';
import { foreignNames, type Resolve } from './foreign-names.js';
import { hostOf, isPublicAddress } from './public-address.js';

const byTheSystem: Resolve = (host) => foreignNames.addressesOf(host);

/**
 * The addresses of hosts that somebody else names. Each is resolved and checked anew, and the connection goes to an
 * address that was checked (`lookupAmong`), so that a name that means another machine a moment later leads nowhere.
 */
export class CheckedHosts {
  constructor(
    /** Loopback and private networks too. */
    private readonly allowsPrivate: boolean,
    private readonly resolve: Resolve = byTheSystem,
  ) {}

  /** Empty for an unknown host. Rejects with the reason of the signal, or as the resolver does. */
  async addressesOf(url: URL, signal: AbortSignal): Promise<readonly LookupAddress[]> {
    const host = hostOf(url);
    const family = isIP(host);
    if (family !== 0) return [{ address: host, family }];
    // The resolver of the system cannot be stopped.
    return beforeAbort(this.resolve(host), signal);
  }

  /** One address inside is enough: a public name has no business to point there. Undefined if there is none. */
  refusedAmong(addresses: readonly LookupAddress[]): string | undefined {
    if (this.allowsPrivate) return undefined;
    return addresses.find(({ address }) => !isPublicAddress(address))?.address;
  }
}

/** Gives the socket the addresses that were checked, whatever the name means by now. */
export const lookupAmong =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
