/** Where the token of each request comes from. Shared by all that act for somebody. */
export interface Credentials {
  token(): Promise<string>;
  /** The server refused this token with 401. True when another one may be had: the request is sent once more. */
  refused(token: string): boolean;
}

/** One text for as long as it lasts: a person's token, or an API key. */
export class FixedToken implements Credentials {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  token(): Promise<string> {
    return Promise.resolve(this.#token);
  }

  refused(): boolean {
    return false;
  }
}

/** Tokens that the application fetches by itself, such as a page from its own server. One is used until it is refused. */
export class AskedToken implements Credentials {
  readonly #ask: () => string | Promise<string>;
  #asked: Promise<string> | undefined;
  #last: string | undefined;

  constructor(ask: () => string | Promise<string>) {
    this.#ask = ask;
  }

  async token(): Promise<string> {
    this.#asked ??= (async () => this.#ask())();
    const asked = this.#asked;
    try {
      this.#last = await asked;
      return this.#last;
    } catch (error) {
      if (this.#asked === asked) this.#asked = undefined;
      throw error;
    }
  }

  refused(token: string): boolean {
    if (token === this.#last) this.#asked = undefined;
    return true;
  }
}

export interface IssuedToken {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** A token is renewed when a tenth of its time is left, but not earlier than a minute before its end. */
const MARGIN = 0.1;
const MAX_MARGIN_MS = 60_000;

/**
 * Tokens of an application (OAuth 2.0 client credentials), renewed before they end. Requests that need one at the same
 * time wait for one renewal.
 */
export class ClientCredentials implements Credentials {
  readonly #issue: () => Promise<IssuedToken>;
  #token:
    { readonly text: string; readonly renewAtMs: number; readonly endsAtMs: number } | undefined;
  #renewal: Promise<string> | undefined;

  constructor(issue: () => Promise<IssuedToken>) {
    this.#issue = issue;
  }

  async token(): Promise<string> {
    const held = this.#token;
    if (held !== undefined && Date.now() < held.renewAtMs) return held.text;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    try {
      return await this.#renewal;
    } catch (error) {
      // The one that is there still works: the next request tries again.
      if (held !== undefined && held === this.#token && Date.now() < held.endsAtMs)
        return held.text;
      throw error;
    }
  }

  refused(token: string): boolean {
    // Of many requests with one token, the first that is refused throws it away.
    if (this.#token?.text === token) this.#token = undefined;
    return true;
  }

  async #renew(): Promise<string> {
    const askedAtMs = Date.now();
    const { access_token: text, expires_in: seconds } = await this.#issue();
    const endsAtMs = askedAtMs + seconds * 1000;
    const marginMs = Math.min(seconds * 1000 * MARGIN, MAX_MARGIN_MS);
    this.#token = { text, endsAtMs, renewAtMs: endsAtMs - marginMs };
    return text;
  }
}
