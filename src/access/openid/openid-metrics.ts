import type { Metrics } from '../../platform/health/metrics.js';

type Count = (labels: { provider: string; result: string }) => void;

/** Does nothing without metrics (command line). */
export class OpenIdMetrics {
  /** result: ok, refused, failed. */
  readonly signIns: Count;
  /** result: known, gone, unasked, unreachable. */
  readonly rechecks: Count;
  /** result: ended, refused. */
  readonly logouts: Count;

  constructor(metrics?: Metrics) {
    const counter = (name: string, help: string): Count => {
      const count = metrics?.counter({ name, help, labelNames: ['provider', 'result'] });
      return (labels) => count?.inc(labels);
    };
    this.signIns = counter(
      'kontor_openid_sign_ins_total',
      'Sign-ins with an identity provider. result: ok, refused, failed.',
    );
    this.rechecks = counter(
      'kontor_openid_rechecks_total',
      'Questions to identity providers whether somebody is still theirs. result: known, gone, unasked (nothing to ask with), unreachable.',
    );
    this.logouts = counter(
      'kontor_openid_logouts_total',
      'Logouts that came from identity providers. result: ended, refused.',
    );
  }
}
