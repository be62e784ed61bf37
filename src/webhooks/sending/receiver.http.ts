import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Client } from 'undici';
import { transportFaultOf } from '../../platform/http/transport-fault.js';
import { DEADLINE_MS, Receiver, type OutgoingMessage, type ReceiverAnswer } from './receiver.js';
import { hostOf, isPublicAddress } from './receiver-address.js';

const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const RESOLVE_MS = 5000;

type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const byTheSystem: Resolve = (host) => lookup(host, { all: true });

/** One connection for each request: a connection that is kept would skip the check of the address. */
export class HttpReceiver extends Receiver {
  constructor(
    private readonly allowsPrivate: boolean,
    private readonly resolve: Resolve = byTheSystem,
  ) {
    super();
  }

  async send(message: OutgoingMessage): Promise<ReceiverAnswer> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    try {
      const addresses = await this.#addressesOf(new URL(message.url), signal);
      if (addresses.length === 0) return { fault: 'unknown-host' };
      if (this.#refusedAmong(addresses) !== undefined) return { fault: 'address-refused' };
      return { status: await post(message, addresses, signal) };
    } catch (error) {
      return { fault: signal.aborted ? 'timeout' : (transportFaultOf(error) ?? 'not-http') };
    }
  }

  async refusedAddressOf(url: string): Promise<string | undefined> {
    const signal = AbortSignal.timeout(RESOLVE_MS);
    const addresses = await this.#addressesOf(new URL(url), signal).catch(() => []);
    return this.#refusedAmong(addresses);
  }

  /** One address inside is enough: a public name has no business to point there. */
  #refusedAmong(addresses: readonly LookupAddress[]): string | undefined {
    if (this.allowsPrivate) return undefined;
    return addresses.find(({ address }) => !isPublicAddress(address))?.address;
  }

  async #addressesOf(url: URL, signal: AbortSignal): Promise<readonly LookupAddress[]> {
    const host = hostOf(url);
    const family = isIP(host);
    if (family !== 0) return [{ address: host, family }];
    return beforeAbort(this.resolve(host), signal);
  }
}

/** The resolver of the system cannot be stopped; nobody waits for it any longer. */
function beforeAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function post(
  { url, headers, body }: OutgoingMessage,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<number> {
  const { origin, pathname, search } = new URL(url);
  const client = new Client(origin, {
    connect: { lookup: checked(addresses) },
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  try {
    const path = pathname + search;
    const answer = await client.request({ method: 'POST', path, headers, body, signal });
    // The status is there: what happens to the rest of the answer changes nothing.
    await answer.body.dump({ limit: MAX_ANSWER_BYTES, signal }).catch(() => undefined);
    return answer.statusCode;
  } finally {
    await client.destroy();
  }
}

/** Gives the socket the addresses that were checked, whatever the name means by now. */
const checked =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
