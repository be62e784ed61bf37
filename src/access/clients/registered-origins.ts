import { AllowedOrigins } from '../../platform/http/cross-origin.js';
import type { ClientRepository } from './client.repository.js';

/** Each request of a browser asks; an origin that is taken from an application is refused after this long. */
const KEPT_MS = 2_000;

/** The origins that administrators gave to applications; those of disabled ones do not count. */
export class RegisteredOrigins extends AllowedOrigins {
  #known: Promise<ReadonlySet<string>> | undefined;
  #readAtMs = 0;

  constructor(private readonly clients: ClientRepository) {
    super();
  }

  override async allows(origin: string): Promise<boolean> {
    const now = performance.now();
    if (this.#known === undefined || now - this.#readAtMs > KEPT_MS) {
      this.#readAtMs = now;
      this.#known = this.clients.origins().then((origins) => new Set(origins));
    }
    try {
      return (await this.#known).has(origin);
    } catch {
      // The request itself says what is wrong with the database.
      this.#known = undefined;
      return false;
    }
  }
}
