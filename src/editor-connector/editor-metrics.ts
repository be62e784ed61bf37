import type { Metrics } from '../platform/health/metrics.js';

/** Counts openings and callbacks. */
export class EditorMetrics {
  readonly #sessions;
  readonly #callbacks;
  readonly #autosaves;
  readonly #otherFormats;
  readonly #openings;

  readonly #changes;

  constructor(metrics: Metrics) {
    this.#changes = metrics.counter({
      name: 'kontor_saved_changes_total',
      help: 'Archives of changes that came with a save: stored with its version, or given up.',
      labelNames: ['result'],
    });
    this.#sessions = metrics.counter({
      name: 'kontor_editing_sessions_total',
      help: 'Openings of a document in the editor, by mode.',
      labelNames: ['mode'],
    });
    this.#callbacks = metrics.counter({
      name: 'kontor_editor_callbacks_total',
      help: 'Reports of the Document Server, by its status and by our answer.',
      labelNames: ['status', 'answer'],
    });
    this.#autosaves = metrics.counter({
      name: 'kontor_autosaves_total',
      help: 'Saves that autosave had asked for and the Document Server delivered, by our answer.',
      labelNames: ['answer'],
    });
    this.#otherFormats = metrics.counter({
      name: 'kontor_saves_in_another_format_total',
      help: 'Saves that came in another format than was opened: converted back, or kept as they came.',
      labelNames: ['outcome'],
    });
    this.#openings = metrics.gauge({
      name: 'kontor_editor_openings',
      help: 'Openings in the editor that are remembered, to disconnect whoever loses their right.',
    });
  }

  showOpenings(count: number): void {
    this.#openings.set(count);
  }

  countChanges(result: 'stored' | 'failed'): void {
    this.#changes.inc({ result });
  }

  countSession(mode: 'edit' | 'view'): void {
    this.#sessions.inc({ mode });
  }

  /** `answer` is a `CallbackAnswer`. */
  countAutosave(answer: string): void {
    this.#autosaves.inc({ answer });
  }

  countOtherFormat(outcome: 'converted-back' | 'as-it-came'): void {
    this.#otherFormats.inc({ outcome });
  }

  /** `answer` is a `CallbackAnswer`. The status comes from outside: only known ones become labels. */
  countCallback(status: number | 'unknown', answer: string): void {
    const known = typeof status === 'number' && status >= 1 && status <= 7;
    this.#callbacks.inc({ status: known ? String(status) : 'unknown', answer });
  }
}
