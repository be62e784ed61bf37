import { OpenDocument } from './open-document.js';
import type { SimulatorContext } from './simulator-context.js';

/** Keys that nobody opened for this long are removed, as by the real server's clean-up. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** The documents of this server, by key. */
export class OpenDocuments {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #openedAt = new Map<string, number>();

  find(key: string): OpenDocument | undefined {
    return this.#documents.get(key);
  }

  /** The document of this key; created if there is none. */
  open(key: string, context: SimulatorContext): OpenDocument {
    this.#sweep(context.timing.now());
    const document =
      this.#documents.get(key) ?? new OpenDocument(key, context, () => this.remove(key));
    this.#documents.set(key, document);
    this.#openedAt.set(key, context.timing.now());
    return document;
  }

  remove(key: string): void {
    this.#documents.delete(key);
    this.#openedAt.delete(key);
  }

  all(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  #sweep(now: number): void {
    for (const [key, document] of this.#documents) {
      if (document.isAtRest && now - (this.#openedAt.get(key) ?? 0) > KEPT_MS) this.remove(key);
    }
  }
}
