import type { Metrics } from '../../platform/health/metrics.js';

type Count = (result: string) => void;

/** Does nothing without metrics (command line). */
export class KeySetMetrics {
  /** kept: from the set that is kept; fetched: after waiting for a fetch; failed: not found, or not fetched. */
  readonly uses: Count;
  /** ok: HTTP success; failed: unknown host, no answer in time, too long, no success; refused: address not allowed. */
  readonly fetches: Count;

  constructor(private readonly metrics?: Metrics) {
    const counter = (name: string, help: string): Count => {
      const count = metrics?.counter({ name, help, labelNames: ['result'] });
      return (result) => count?.inc({ result });
    };
    this.uses = counter(
      'kontor_key_set_uses_total',
      'Keys looked for that an application or its issuer signed with. result: kept, fetched, failed.',
    );
    this.fetches = counter(
      'kontor_key_set_fetches_total',
      'Fetches of sets of public keys. result: ok, failed, refused (an address that is not allowed).',
    );
  }

  /** `read` says how many sets are kept. */
  kept(read: () => number): void {
    this.metrics?.gauge({
      name: 'kontor_key_sets_kept',
      help: 'Addresses whose set of public keys is kept, at most 500.',
      collect() {
        this.set(read());
      },
    });
  }
}
