import type { Metrics } from '../../platform/health/metrics.js';
import type { WaitingMails } from './waiting-mails.repository.js';

/** Attempts of this instance, and what waits on all of them. */
export class MailCounts {
  readonly #attempts;

  constructor(metrics: Metrics, mails: WaitingMails) {
    this.#attempts = metrics.counter({
      name: 'kontor_mails_total',
      help: 'Attempts to send a mail: sent, failed, refused for good, or given up after three days.',
      labelNames: ['result'],
    });
    metrics.gauge({
      name: 'kontor_mails_waiting',
      help: 'Mails that wait to be sent; of all instances.',
      async collect() {
        this.set((await mails.figures()).waiting);
      },
    });
  }

  count(result: 'sent' | 'failed' | 'refused' | 'given-up'): void {
    this.#attempts.inc({ result });
  }
}
