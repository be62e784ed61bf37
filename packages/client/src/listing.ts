/** One page, and where the next one begins: null after the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * A list that comes in pages: `for await (const each of listing)` asks for the next page when the last one was read to
 * its end, and no sooner. Nothing is asked before it is read; each reading begins at the first page.
 */
export class Listing<T> implements AsyncIterable<T> {
  readonly #page: (cursor: string | undefined) => Promise<Page<T>>;

  constructor(page: (cursor: string | undefined) => Promise<Page<T>>) {
    this.#page = page;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  /** The same, a page at a time. */
  async *pages(): AsyncGenerator<readonly T[], void, undefined> {
    let cursor: string | undefined;
    do {
      const { items, next } = await this.#page(cursor);
      yield items;
      cursor = next ?? undefined;
    } while (cursor !== undefined);
  }

  /** The first ones, at most so many: a list has no other end that is sure to come. */
  async first(count: number): Promise<T[]> {
    const found: T[] = [];
    if (count <= 0) return found;
    for await (const each of this) {
      found.push(each);
      if (found.length >= count) break;
    }
    return found;
  }
}
