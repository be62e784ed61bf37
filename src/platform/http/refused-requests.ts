import type { Metrics } from '../health/metrics.js';

export type Refusal =
  | 'unknown-host'
  | 'rate'
  | 'connections'
  | 'slow-headers'
  | 'slow-body'
  | 'slow-anonymous-body'
  | 'unread-answer';

/** What strangers and broken clients ran into, for the metrics. */
export class RefusedRequests {
  readonly #counter;

  constructor(metrics: Metrics) {
    this.#counter = metrics.counter<'reason'>({
      name: 'kontor_http_refused_total',
      help: 'Requests and connections ended by a limit, by which one.',
      labelNames: ['reason'],
    });
  }

  count(reason: Refusal): void {
    this.#counter.inc({ reason });
  }
}
