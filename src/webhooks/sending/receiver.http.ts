import type { LookupAddress } from 'node:dns';
import { Client } from 'undici';
import { CheckedHosts, lookupAmong } from '../../platform/http/checked-hosts.js';
import type { Resolve } from '../../platform/http/foreign-names.js';
import { transportFaultOf } from '../../platform/http/transport-fault.js';
import { DEADLINE_MS, Receiver, type OutgoingMessage, type ReceiverAnswer } from './receiver.js';

const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const RESOLVE_MS = 5000;

/** One connection for each request: a connection that is kept would skip the check of the address. */
export class HttpReceiver extends Receiver {
  readonly #hosts: CheckedHosts;

  constructor(allowsPrivate: boolean, resolve?: Resolve) {
    super();
    this.#hosts = new CheckedHosts(allowsPrivate, resolve);
  }

  async send(message: OutgoingMessage): Promise<ReceiverAnswer> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    try {
      const addresses = await this.#hosts.addressesOf(new URL(message.url), signal);
      if (addresses.length === 0) return { fault: 'unknown-host' };
      if (this.#hosts.refusedAmong(addresses) !== undefined) return { fault: 'address-refused' };
      return { status: await post(message, addresses, signal) };
    } catch (error) {
      return { fault: signal.aborted ? 'timeout' : (transportFaultOf(error) ?? 'not-http') };
    }
  }

  async refusedAddressOf(url: string): Promise<string | undefined> {
    const signal = AbortSignal.timeout(RESOLVE_MS);
    const addresses = await this.#hosts.addressesOf(new URL(url), signal).catch(() => []);
    return this.#hosts.refusedAmong(addresses);
  }
}

async function post(
  { url, headers, body }: OutgoingMessage,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<number> {
  const { origin, pathname, search } = new URL(url);
  const client = new Client(origin, {
    connect: { lookup: lookupAmong(addresses) },
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
