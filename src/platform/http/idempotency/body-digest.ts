import { createHmac, type Hmac } from 'node:crypto';
import type { Readable } from 'node:stream';
import { passOn } from '../pass-on.js';

/** What a request's body was, without keeping it: a keyed digest, so that nobody can try out short bodies. */
export class BodyDigest {
  readonly #hmac: Hmac;
  #bytes = 0;
  #text: string | undefined;
  #isComplete = true;

  constructor(key: Uint8Array) {
    this.#hmac = createHmac('sha256', key);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** False while a body that is watched has not come to its end. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Once it is complete. */
  text(): string {
    this.#text ??= this.#hmac.digest('base64url');
    return this.#text;
  }

  add(chunk: Uint8Array | string): void {
    this.#hmac.update(chunk);
    this.#bytes += chunk.length;
  }

  /**
   * Sees the chunks as they arrive, whoever reads them and however far. A stream in between would change who closes
   * the connection, and when. Call it before the first byte, which is before anything asynchronous.
   */
  watch(stream: Readable): void {
    this.#isComplete = false;
    const push = stream.push.bind(stream);
    stream.push = (chunk: Uint8Array | null, ...more) => {
      if (chunk === null) this.#isComplete = true;
      else this.add(chunk);
      return push(chunk, ...more);
    };
  }

  /** For a part of a form, whose first bytes may be there already: the same chunks, seen on their way. */
  pass(stream: Readable): Readable {
    this.#isComplete = false;
    return passOn(stream, {
      seen: (chunk) => this.add(chunk),
      ended: async () => {
        this.#isComplete = true;
      },
    });
  }
}
