/** Room for the lists of some thousand people with a few hundred templates each. */
const MAX_CHARS = 128 * 1024 * 1024;

/** A map for the cache that never outgrows its room: what was written longest ago goes first. */
export class BoundedListStore extends Map<string, unknown> {
  #chars = 0;
  #maxChars = MAX_CHARS;

  static ofChars(maxChars: number): BoundedListStore {
    const store = new BoundedListStore();
    store.#maxChars = maxChars;
    return store;
  }

  override set(key: string, value: unknown): this {
    this.delete(key);
    super.set(key, value);
    this.#chars += charsOf(key, value);
    for (const oldest of this.keys()) {
      if (this.#chars <= this.#maxChars) break;
      this.delete(oldest);
    }
    return this;
  }

  override delete(key: string): boolean {
    if (this.has(key)) this.#chars -= charsOf(key, this.get(key));
    return super.delete(key);
  }

  override clear(): void {
    this.#chars = 0;
    super.clear();
  }
}

/** The cache stores JSON texts. */
const charsOf = (key: string, value: unknown): number =>
  key.length + (typeof value === 'string' ? value.length : 0);
