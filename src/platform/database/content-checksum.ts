import { createHash } from 'node:crypto';

export type Row = Readonly<Record<string, unknown>>;

const MODULUS = 1n << 256n;

/** Of a table's rows, in whatever order they come: two tables have the same one when they hold the same. */
export class ContentChecksum {
  #sum = 0n;
  #rows = 0;

  constructor(private readonly columns: readonly string[]) {}

  get rows(): number {
    return this.#rows;
  }

  add(row: Row): void {
    const values = this.columns.map((column) => row[column] ?? null);
    const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS;
    this.#rows++;
  }

  equals(other: ContentChecksum): boolean {
    return this.#rows === other.#rows && this.#sum === other.#sum;
  }
}
