import { isAppError } from '../../platform/errors/app-error.js';
import type { Metrics } from '../../platform/health/metrics.js';
import type { Caller } from './sign-in-throttle.js';

const RESULTS: Readonly<Record<string, string>> = {
  'access/too-many-failures': 'slowed',
  'access/sign-in-busy': 'busy',
};

/** Who signs in, and with what result: an attack shows here first. Without metrics (command line): nothing. */
export class SignInMetrics {
  readonly #count: (labels: { caller: string; result: string }) => void;

  constructor(metrics?: Metrics) {
    const counter = metrics?.counter({
      name: 'kontor_sign_ins_total',
      help: 'Attempts to sign in. caller: stranger, known-device or known-address; result: ok, refused, slowed (after failures), busy, failed.',
      labelNames: ['caller', 'result'],
    });
    this.#count = (labels) => counter?.inc(labels);
  }

  async measured<T>(caller: Caller['kind'], attempt: () => Promise<T>): Promise<T> {
    try {
      const signedIn = await attempt();
      this.#count({ caller, result: 'ok' });
      return signedIn;
    } catch (error) {
      this.#count({ caller, result: resultOf(error) });
      throw error;
    }
  }
}

function resultOf(error: unknown): string {
  if (!isAppError(error)) return 'failed';
  return RESULTS[error.code] ?? (error.kind === 'unauthenticated' ? 'refused' : 'failed');
}
