/** Returns the numbers of the document's versions that are referred to from elsewhere. Joins the transaction. */
export type HeldVersionsSource = (documentId: string) => Promise<Iterable<number>>;

/** Versions that other modules refer to by their numbers, and that are therefore never removed. */
export class HeldVersions {
  readonly #sources: HeldVersionsSource[] = [];

  register(source: HeldVersionsSource): void {
    this.#sources.push(source);
  }

  /** Undefined while nobody has registered: then it is unknown, and nothing may be removed. */
  async of(documentId: string): Promise<ReadonlySet<number> | undefined> {
    if (this.#sources.length === 0) return undefined;
    const held = await Promise.all(this.#sources.map((source) => source(documentId)));
    return new Set(held.flatMap((numbers) => [...numbers]));
  }
}
