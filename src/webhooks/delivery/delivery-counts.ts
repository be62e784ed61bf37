import type { Metrics } from '../../platform/health/metrics.js';

/** Attempts of this instance. */
export class DeliveryCounts {
  readonly #attempts;

  constructor(metrics: Metrics) {
    this.#attempts = metrics.counter({
      name: 'kontor_webhook_attempts_total',
      help: 'Attempts to deliver an event: delivered, failed, or given up after three days.',
      labelNames: ['result'],
    });
  }

  count(result: 'delivered' | 'failed' | 'given-up'): void {
    this.#attempts.inc({ result });
  }
}
