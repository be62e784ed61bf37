import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client';

type Without<T> = Omit<T, 'registers'>;

/**
 * The metrics that Prometheus collects. Names start with `kontor_`; labels have few values, never ids or names of
 * people. Create each metric once, in a constructor.
 */
export class Metrics {
  readonly #registry = new Registry();

  readonly contentType = this.#registry.contentType;

  counter<L extends string>(configuration: Without<CounterConfiguration<L>>): Counter<L> {
    return new Counter({ ...configuration, registers: [this.#registry] });
  }

  gauge<L extends string>(configuration: Without<GaugeConfiguration<L>>): Gauge<L> {
    return new Gauge({ ...configuration, registers: [this.#registry] });
  }

  histogram<L extends string>(configuration: Without<HistogramConfiguration<L>>): Histogram<L> {
    return new Histogram({ ...configuration, registers: [this.#registry] });
  }

  /** Adds the metrics of the process: memory, event loop, garbage collection. */
  includeProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Everything in Prometheus' text form. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
