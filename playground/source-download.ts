import { setTimeout as pause } from 'node:timers/promises';
import { TooLarge, type OutgoingRequests } from './outgoing-requests.js';
import { signToken } from './token.js';

export interface DownloadOptions {
  readonly secret: string;
  readonly now: () => number;
  readonly retryDelayMs: number;
  readonly maxBytes: number;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 120_000;

/** Fetches a document as the real server does: with its own token, three times at most, 200 or 206 only. */
export class SourceDownload {
  readonly #requests: OutgoingRequests;
  readonly #options: DownloadOptions;

  constructor(requests: OutgoingRequests, options: DownloadOptions) {
    this.#requests = requests;
    this.#options = options;
  }

  async fetch(url: string): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(url);
      } catch (error) {
        if (attempt === ATTEMPTS || error instanceof TooLarge) throw error;
        await pause(this.#options.retryDelayMs);
      }
    }
  }

  async #attempt(url: string): Promise<Uint8Array> {
    const { secret, now, maxBytes } = this.#options;
    const iat = Math.floor(now() / 1000);
    const token = signToken({ payload: { url }, iat, exp: iat + 300 }, secret);
    const { status, body } = await this.#requests.send({
      method: 'GET',
      url,
      token,
      timeoutMs: TIMEOUT_MS,
      maxBytes,
    });
    if (status !== 200 && status !== 206) throw new Error(`the document's URL answered ${status}`);
    return body;
  }
}
