import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../platform/clock/clock.js';

/** How the Document Server identified itself when it fetched. */
export type TokenSeen = 'valid' | 'missing' | 'other-secret' | 'expired' | 'other-header';

export interface Sight {
  readonly token: TokenSeen;
  /** The name of the header with the token, as it was sent. */
  readonly header: string | null;
}

/** A tiny file for one check, and its paths below any address of Kontor. */
export interface ProbeFile {
  readonly id: string;
  /** Includes the capability. */
  readonly path: string;
  /** Answers whether and how the file was fetched. */
  readonly sightPath: string;
}

const LIFE_MS = 5 * 60 * 1000;
const ID_BYTES = 12;
const MAX_SIGHTS = 200;
const BASE = '/api/eurooffice/probe';

/**
 * Files that are not stored: their capability is signed, so any instance with the same secret serves them. Only the
 * latest sightings of the Document Server are kept, in memory.
 */
export class ProbeFiles {
  readonly #sights = new Map<string, Sight>();

  constructor(
    private readonly key: Uint8Array,
    private readonly clock: Clock,
  ) {}

  issue(): ProbeFile {
    const expires = Math.floor(this.clock.nowMs() + LIFE_MS).toString(36);
    const id = `${expires}-${randomBytes(ID_BYTES).toString('hex')}`;
    const query = `?cap=${this.#sign(`file ${id}`)}`;
    return { id, path: `${BASE}/${id}${query}`, sightPath: `${BASE}/${id}/sight${query}` };
  }

  /** Whether this capability is of this installation, for this file, and still valid. */
  admits(id: string, capability: string): boolean {
    const expiresMs = Number.parseInt(id.split('-')[0] ?? '', 36);
    if (!(expiresMs > this.clock.nowMs())) return false;
    const [given, right] = [Buffer.from(capability), Buffer.from(this.#sign(`file ${id}`))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  contentOf(id: string): string {
    return `Kontor tries the way to the Document Server and back (${id}).\n`;
  }

  /** A proof that only an instance of this installation can compute. */
  proofOf(id: string): string {
    return this.#sign(`here ${id}`);
  }

  noteSight(id: string, sight: Sight): void {
    this.#sights.delete(id);
    this.#sights.set(id, sight);
    for (const oldest of this.#sights.keys()) {
      if (this.#sights.size <= MAX_SIGHTS) break;
      this.#sights.delete(oldest);
    }
  }

  sightOf(id: string): Sight | undefined {
    return this.#sights.get(id);
  }

  #sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}
