import {
  AggregatorRegistry,
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
  #textOfAll: (() => Promise<string | undefined>) | undefined;

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

  /**
   * As one of several processes behind one port: whichever a scrape reaches answers for all. Nothing is summed; each
   * series gets the label `process`.
   *
   * @param textOfAll The metrics of all processes; undefined if one did not answer.
   */
  shareAs(number: number, textOfAll: () => Promise<string | undefined>): void {
    this.#registry.setDefaultLabels({ process: String(number) });
    AggregatorRegistry.setRegistries(this.#registry);
    // It listens for the question by being made.
    void new AggregatorRegistry();
    this.#textOfAll = textOfAll;
  }

  /** Everything in Prometheus' text form. */
  async text(): Promise<string> {
    return (await this.#textOfAll?.()) ?? this.#registry.metrics();
  }
}
