import { isAppError, type AppError } from '../platform/errors/app-error.js';
import type { Credentials, CredentialsSource } from './grants.js';

/**
 * The last credentials that could be read, where the present ones cannot: a file that is half written, or gone for a
 * moment, stops nobody. Each kind of failure is reported once, until they can be read again.
 */
export class KeptCredentials implements CredentialsSource {
  #last: Credentials | undefined;
  #reported: string | undefined;

  constructor(
    private readonly source: CredentialsSource,
    private readonly report: (failure: AppError) => void,
  ) {}

  async read(): Promise<Credentials> {
    try {
      this.#last = await this.source.read();
      this.#reported = undefined;
      return this.#last;
    } catch (error) {
      if (this.#last === undefined || !isAppError(error)) throw error;
      if (this.#reported !== error.code) this.report(error);
      this.#reported = error.code;
      return this.#last;
    }
  }
}
