import { OpenDocument } from './open-document.js';
import type { SimulatorContext } from './simulator-context.js';

/** Keys nobody opened for so long are forgotten, as by the real server's clean-up. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** The documents this server knows, by key. */
export class DocumentShelf {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #openedAt = new Map<string, number>();

  find(key: string): OpenDocument | undefined {
    return this.#documents.get(key);
  }

  /** The document to open under this key, new if need be. */
  open(key: string, world: SimulatorContext): OpenDocument {
    this.#sweep(world.now());
    const document = this.#documents.get(key) ?? new OpenDocument(key, world);
    this.#documents.set(key, document);
    this.#openedAt.set(key, world.now());
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
