import type { HealthChecks } from '../../platform/health/health-checks.js';
import type { Metrics } from '../../platform/health/metrics.js';
import type { DocumentKey, DocumentKeys } from '../document-server/document-keys.js';
import type { ForgottenOutcome } from './forgotten-file-import.js';

export interface ForgottenCounts {
  /** Imported in this pass. */
  readonly recovered: number;
  /** Still there, of documents known here: in use, broken, or left for the next pass. */
  readonly waiting: number;
  /** Still there, of documents unknown here: another system may use the same Document Server. */
  readonly unknown: number;
}

const WAITING: readonly ForgottenOutcome[] = ['in-use', 'doubtful'];

/** How many files the Document Server keeps because it could not deliver them: for metrics, health and pages. */
export class ForgottenFiles {
  readonly #left;
  readonly #recovered;
  #last: ForgottenCounts = { recovered: 0, waiting: 0, unknown: 0 };
  #failure: string | undefined;

  constructor(
    private readonly keys: DocumentKeys,
    metrics: Metrics,
    checks: HealthChecks,
  ) {
    checks.register({ name: 'forgotten-files', required: false, run: async () => this.#state() });
    this.#left = metrics.gauge({
      name: 'kontor_forgotten_files',
      help: 'Files the Document Server could not deliver and keeps, by whether their document is known here.',
      labelNames: ['document'],
    });
    this.#recovered = metrics.counter({
      name: 'kontor_forgotten_files_recovered_total',
      help: 'Forgotten files that became a version.',
    });
  }

  /** Of the last pass. */
  get last(): ForgottenCounts {
    return this.#last;
  }

  /** Those of the listed keys that were issued here. */
  ours(listed: readonly string[]): Promise<readonly DocumentKey[]> {
    return this.keys.findAll(listed);
  }

  /** The Document Server answered, but not with a list: what was counted last may be no longer true. */
  notListed(failure: string): void {
    this.#failure = failure;
  }

  count(
    listed: readonly string[],
    known: readonly DocumentKey[],
    outcomes: ReadonlyMap<string, ForgottenOutcome>,
  ): ForgottenCounts {
    const settled = [...outcomes.values()].filter((outcome) => !WAITING.includes(outcome));
    const recovered = settled.filter((outcome) => outcome === 'recovered').length;
    const waiting = known.length - settled.length;
    const unknown = new Set(listed).size - known.length;
    this.#recovered.inc(recovered);
    this.#left.set({ document: 'known' }, waiting);
    this.#left.set({ document: 'unknown' }, unknown);
    this.#last = { recovered, waiting, unknown };
    this.#failure = undefined;
    return this.#last;
  }

  /** Throws while files of documents known here wait there, or nobody knows whether they do. */
  #state(): string {
    if (this.#failure !== undefined) throw new Error(this.#failure);
    const { waiting, unknown } = this.#last;
    const others = unknown === 0 ? '' : `, ${unknown} of documents unknown here`;
    if (waiting > 0) throw new Error(`${waiting} still at the Document Server${others}`);
    return unknown === 0 ? 'none' : `none of ours${others}`;
  }
}
