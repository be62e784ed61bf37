import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import { Clock } from './clock.js';

/**
 * Creates all ids: UUID version 7, lower case, 74 random bits after the millisecond.
 * One kind of id everywhere (document, version, group, session), sortable by time, opaque to others.
 */
export class Ids {
  #sequence = 0;
  /** Ours instead of `getRandomValues`, with which Node loads all of Web Crypto: 6 % of the main thread's start. */
  readonly #random = new Uint8Array(16);

  constructor(private readonly clock: Clock) {}

  /** Like `next`, and of one process in the order of their creation, also within a millisecond. */
  nextInOrder(): string {
    this.#sequence = (this.#sequence + 1) % 2 ** 31;
    return this.#v7(this.#sequence);
  }

  next(): string {
    return this.#v7();
  }

  #v7(seq?: number): string {
    const random = randomFillSync(this.#random);
    return v7({ msecs: this.clock.nowMs(), random, ...(seq !== undefined && { seq }) });
  }
}

/** The pattern of all ids; checked at the edge, so that a malformed id is answered like an unknown one. */
export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
