import { RateWindows, type RateWindow } from './rate-windows.js';

/** People and applications counted at a time by one instance. */
const MAX_CALLERS = 20_000;

/** Counts the requests of people and applications, each in windows of a minute. */
export abstract class CallerCounts {
  /** Counts one more request of each key. */
  abstract count(keys: readonly string[]): Promise<readonly RateWindow[]>;
}

/** Of this instance alone. */
export class OwnCallerCounts extends CallerCounts {
  readonly #windows = new RateWindows(MAX_CALLERS);

  override count(keys: readonly string[]): Promise<readonly RateWindow[]> {
    return Promise.resolve(keys.map((key) => this.#windows.count(key)));
  }
}
