import type { Metrics } from '../platform/health/metrics.js';

/** Counts openings and callbacks. */
export class EditorMetrics {
  readonly #sessions;
  readonly #callbacks;
  readonly #autosaves;

  constructor(metrics: Metrics) {
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
  }

  countSession(mode: 'edit' | 'view'): void {
    this.#sessions.inc({ mode });
  }

  /** `answer` is a `CallbackAnswer`. */
  countAutosave(answer: string): void {
    this.#autosaves.inc({ answer });
  }

  /** `answer` is a `CallbackAnswer`. The status comes from outside: only known ones become labels. */
  countCallback(status: number | 'unknown', answer: string): void {
    const known = typeof status === 'number' && status >= 1 && status <= 7;
    this.#callbacks.inc({ status: known ? String(status) : 'unknown', answer });
  }
}
