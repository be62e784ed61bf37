import type { Metrics } from '../../platform/health/metrics.js';

/**
 * The answer to one command. `failed`: for this key alone; `refused`: our signature does not count; `unreachable`: no
 * proper answer.
 */
export type AutosaveAnswer =
  'saving' | 'nothing-to-save' | 'unknown-key' | 'failed' | 'refused' | 'unreachable';

/** Autosave as this instance sees it. */
export interface AutosaveState {
  /** 0: off. */
  readonly everySeconds: number;
  /** Documents that somebody edits, as of the last pass. */
  readonly open: number;
  /** The Document Server does not answer and is not asked. */
  readonly isPaused: boolean;
}

/** Later than this part of a span after its turn. */
const LATE_PART = 0.25;

/** What autosave did, for metrics and the status page. */
export class AutosaveFigures {
  readonly #asked;
  readonly #late;
  readonly #open;
  #state = { open: 0, isPaused: false };

  constructor(
    private readonly settings: { readonly autosaveSeconds: number },
    metrics: Metrics,
  ) {
    this.#asked = metrics.counter({
      name: 'kontor_autosave_commands_total',
      help: 'Saves that the clock asked the Document Server for, by its answer.',
      labelNames: ['answer'],
    });
    this.#late = metrics.counter({
      name: 'kontor_autosave_late_total',
      help: 'Commands of autosave that were sent more than a quarter of a span after their turn.',
    });
    this.#open = metrics.gauge({
      name: 'kontor_autosave_open_documents',
      help: 'Documents that somebody edits, as of the last pass of autosave.',
    });
  }

  get state(): AutosaveState {
    return { ...this.#state, everySeconds: this.settings.autosaveSeconds };
  }

  passed(open: number): void {
    this.#open.set(open);
    this.#state = { ...this.#state, open };
  }

  asked({ lateMs, spanMs }: { readonly lateMs: number; readonly spanMs: number }): void {
    if (lateMs > spanMs * LATE_PART) this.#late.inc();
  }

  answered(answer: AutosaveAnswer): void {
    this.#asked.inc({ answer });
  }

  paused(isPaused: boolean): void {
    this.#state = { ...this.#state, isPaused };
  }
}
