import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Way } from '../../documents/index.js';

/** The most that the session was opened for. */
export type OpenedFor = Way | 'view';

/** What a callback URL permits: saves of this document under this key, in the name of this person. */
export interface SaveGrant {
  readonly documentId: string;
  readonly sessionId: string;
  readonly documentKey: string;
  readonly accountId: string;
  readonly expiresAtMs: number;
  readonly openedFor: OpenedFor;
}

const WAYS = ['edit', 'review', 'comment', 'fill', 'view'] as const satisfies readonly OpenedFor[];

/** Capabilities from before there were roles end without the last member, and are for editing. */
const claims = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.enum(WAYS).default('edit'),
]);

/**
 * Issues and reads the capability in a callback URL. It gives no right to read anything, and needs no stored record:
 * a save that arrives long after its session ended is still accepted.
 */
export class SaveCapabilities {
  /** A key object is faster than bytes. It lives as long as the process. */
  readonly #key: KeyObject;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  issue(grant: SaveGrant): string {
    const { documentId, sessionId, documentKey, accountId, expiresAtMs, openedFor } = grant;
    const fields = [documentId, sessionId, documentKey, accountId, expiresAtMs, openedFor];
    const payload = Buffer.from(JSON.stringify(fields)).toString('base64url');
    return `${payload}.${this.#mac(payload).toString('base64url')}`;
  }

  /** Undefined for anything that was not issued here. The caller checks the expiry. */
  read(capability: string): SaveGrant | undefined {
    const [payload, mac, ...rest] = capability.split('.');
    if (payload === undefined || mac === undefined || rest.length > 0) return undefined;
    const expected = this.#mac(payload);
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const [documentId, sessionId, documentKey, accountId, expiresAtMs, openedFor] = claims.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    );
    return { documentId, sessionId, documentKey, accountId, expiresAtMs, openedFor };
  }

  #mac(payload: string): Buffer {
    return createHmac('sha256', this.#key).update(`kontor/save-capability/1.${payload}`).digest();
  }
}
