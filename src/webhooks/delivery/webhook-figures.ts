import type { Clock } from '../../platform/clock/clock.js';
import type { Metrics } from '../../platform/health/metrics.js';
import type { DeliveryFigures, DeliveryLog } from './delivery-log.repository.js';

/** Three gauges and a page ask at the same time. */
const FRESH_MS = 2000;

/** What waits and what was given up, of all instances; for metrics and the status page. */
export class WebhookFigures {
  #last: { readonly atMs: number; readonly figures: Promise<DeliveryFigures> } | undefined;

  constructor(
    private readonly log: DeliveryLog,
    private readonly clock: Clock,
  ) {}

  look(): Promise<DeliveryFigures> {
    const nowMs = this.clock.monotonicMs();
    if (this.#last === undefined || nowMs - this.#last.atMs > FRESH_MS) {
      const figures = this.log.figures();
      figures.catch(() => (this.#last = undefined));
      this.#last = { atMs: nowMs, figures };
    }
    return this.#last.figures;
  }

  /** In seconds; 0 when nothing waits. */
  async oldestAge(): Promise<number> {
    const { oldestAtMs } = await this.look();
    return oldestAtMs === null ? 0 : Math.max(0, (this.clock.nowMs() - oldestAtMs) / 1000);
  }

  describe(metrics: Metrics): void {
    const look = () => this.look();
    const oldestAge = () => this.oldestAge();
    metrics.gauge({
      name: 'kontor_webhook_waiting',
      help: 'Events that wait to be delivered; of all instances.',
      async collect() {
        this.set((await look()).waiting);
      },
    });
    metrics.gauge({
      name: 'kontor_webhook_dead',
      help: 'Events that were given up and can be sent again; of all instances.',
      async collect() {
        this.set((await look()).dead);
      },
    });
    metrics.gauge({
      name: 'kontor_webhook_oldest_seconds',
      help: 'Age of the oldest event that waits to be delivered; 0 when none waits.',
      async collect() {
        this.set(await oldestAge());
      },
    });
  }
}
