import type { LookupAddress } from 'node:dns';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { Client } from 'undici';
import { CheckedHosts, lookupAmong } from '../../platform/http/checked-hosts.js';
import type { Resolve } from '../../platform/http/foreign-names.js';
import { isLoopbackName } from '../../platform/http/public-address.js';
import type { KeySetMetrics } from './key-set-metrics.js';
import { KeySets } from './key-sets.js';

const DEADLINE_MS = 8_000;
const RESOLVE_MS = 5_000;
/** A hundred keys. */
const MAX_BYTES = 256 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const KEPT_MS = 10 * 60_000;
const COOLDOWN_MS = 3_000;
/** Far more addresses than an organisation has applications; the one that was used longest ago goes first. */
const MAX_SETS = 500;

/** A host that names itself loopback is this machine; every other one is checked as receivers of webhooks are. */
export class HttpKeySets extends KeySets {
  readonly #hosts: CheckedHosts;
  readonly #sets = new Map<string, JWTVerifyGetKey>();

  constructor(
    allowsPrivate: boolean,
    private readonly metrics: KeySetMetrics,
    resolve?: Resolve,
  ) {
    super();
    this.#hosts = new CheckedHosts(allowsPrivate, resolve);
    metrics.kept(() => this.#sets.size);
  }

  at(address: string): JWTVerifyGetKey {
    const set = this.#sets.get(address) ?? this.#remote(address);
    this.#sets.delete(address);
    this.#sets.set(address, set);
    if (this.#sets.size > MAX_SETS) this.#sets.delete(this.#sets.keys().next().value as string);
    return set;
  }

  async refusedAddressOf(address: string): Promise<string | undefined> {
    const url = new URL(address);
    if (isLoopbackName(url)) return undefined;
    const signal = AbortSignal.timeout(RESOLVE_MS);
    const addresses = await this.#hosts.addressesOf(url, signal).catch(() => []);
    return this.#hosts.refusedAmong(addresses);
  }

  #remote(address: string): JWTVerifyGetKey {
    let fetches = 0;
    const set = createRemoteJWKSet(new URL(address), {
      timeoutDuration: DEADLINE_MS,
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: KEPT_MS,
      [customFetch]: (url, { headers, signal }) => {
        fetches += 1;
        return this.#fetch(new URL(url), Object.fromEntries(headers), signal);
      },
    });
    return async (header, token) => {
      const before = set.reloading ? -1 : fetches;
      try {
        const key = await set(header, token);
        this.metrics.uses(fetches === before ? 'kept' : 'fetched');
        return key;
      } catch (error) {
        this.metrics.uses('failed');
        throw error;
      }
    };
  }

  async #fetch(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    let result = 'failed';
    try {
      const addresses = await this.#hosts.addressesOf(url, signal);
      const refused = isLoopbackName(url) ? undefined : this.#hosts.refusedAmong(addresses);
      if (refused !== undefined) result = 'refused';
      if (refused !== undefined || addresses.length === 0)
        throw new TypeError(refused === undefined ? 'unknown host' : 'private address');
      const answer = await this.#ask(url, addresses, { headers, signal });
      if (answer.ok) result = 'ok';
      return answer;
    } finally {
      this.metrics.fetches(result);
    }
  }

  /** On a connection of its own, to an address that was checked. */
  async #ask(
    url: URL,
    addresses: readonly LookupAddress[],
    { headers, signal }: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
  ): Promise<Response> {
    const client = new Client(url.origin, {
      connect: { lookup: lookupAmong(addresses) },
      allowH2: false,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    try {
      const path = url.pathname + url.search;
      const answer = await client.request({ method: 'GET', path, headers, signal });
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) throw new TypeError('too long a set of keys');
        chunks.push(chunk);
      }
      return new Response(Buffer.concat(chunks), { status: answer.statusCode });
    } finally {
      await client.destroy();
    }
  }
}
