import { AllowedOrigins } from '../../platform/http/cross-origin.js';
import type { ClientRepository } from './client.repository.js';

/** Each request of a browser asks; an origin that is taken from an application is refused after this long. */
const KEPT_MS = 2_000;

/** The origins that administrators gave to applications; those of disabled ones do not count. */
export class RegisteredOrigins extends AllowedOrigins {
  #kept: Promise<ReadonlySet<string>> | undefined;
  #keptSinceMs = 0;

  constructor(private readonly clients: ClientRepository) {
    super();
  }

  /** One that is not among those kept may have been given a moment ago, so it is looked up. */
  override async allows(origin: string): Promise<boolean> {
    const isKept = performance.now() - this.#keptSinceMs <= KEPT_MS;
    try {
      if (isKept && (await this.#kept)?.has(origin)) return true;
      return (await this.#read()).has(origin);
    } catch {
      // The request itself says what is wrong with the database.
      this.#kept = undefined;
      return false;
    }
  }

  #read(): Promise<ReadonlySet<string>> {
    this.#keptSinceMs = performance.now();
    this.#kept = this.clients.origins().then((origins) => new Set(origins));
    return this.#kept;
  }
}
