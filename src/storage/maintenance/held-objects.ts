/** Version ids of objects that are kept on purpose without being recorded, such as parts of uploads. */
export type HeldSource = () => Promise<Iterable<string>>;

/** Modules that keep such objects say so here; what is held is nobody's orphan. */
export class HeldObjects {
  readonly #sources: HeldSource[] = [];

  register(source: HeldSource): void {
    this.#sources.push(source);
  }

  async all(): Promise<ReadonlySet<string>> {
    const held = await Promise.all(this.#sources.map((source) => source()));
    return new Set(held.flatMap((ids) => [...ids]));
  }
}
