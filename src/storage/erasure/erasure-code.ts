import { kernelBase64 } from './erasure-kernel.wasm.js';
import { codeMatrix, decodeRows, multiply, type Matrix } from './galois-field.js';
import { KernelRuns, MAX_SHARDS } from './kernel-runs.js';

const module = new WebAssembly.Module(Buffer.from(kernelBase64, 'base64'));

export interface Encoding {
  readonly module: WebAssembly.Module;
  readonly k: number;
  /** Of the parity blocks, in the order the kernel reads them. */
  readonly tables: Uint8Array;
}

/**
 * Reed-Solomon code: k data blocks and m parity blocks of equal length, any k of which rebuild the others.
 * Synchronous, so one instance serves the whole process.
 */
export class ErasureCode {
  readonly #runs = new KernelRuns(module);
  readonly #matrix: Matrix;
  readonly #parityTables: Uint8Array;
  /** Tables by loss pattern; few patterns occur at the same time. */
  readonly #tablesByPattern = new Map<string, Uint8Array>();

  constructor(
    readonly k: number,
    readonly m: number,
  ) {
    if (k < 1 || m < 0 || k + m > MAX_SHARDS) throw new RangeError(`cannot code ${k}+${m} shards`);
    this.#matrix = codeMatrix(k, k + m);
    this.#parityTables = tablesOf(this.#matrix.slice(k));
  }

  /** What another thread needs to encode as this one does. */
  get encoding(): Encoding {
    return { module, k: this.k, tables: this.#parityTables };
  }

  /** Fills `parity` (m blocks) from `data` (k blocks), all of one length. */
  encode(data: readonly Uint8Array[], parity: readonly Uint8Array[]): void {
    this.#runs.combine(data, parity, this.#parityTables);
  }

  /** Fills the blocks of the shards `lost` from k good blocks; `good[i]` belongs to shard `goodIndices[i]`. */
  reconstruct(
    good: { readonly indices: readonly number[]; readonly blocks: readonly Uint8Array[] },
    lost: { readonly indices: readonly number[]; readonly blocks: readonly Uint8Array[] },
  ): void {
    if (good.indices.length !== this.k) throw new RangeError(`need exactly ${this.k} good blocks`);
    this.#runs.combine(good.blocks, lost.blocks, this.#tablesFor(good.indices, lost.indices));
  }

  #tablesFor(sources: readonly number[], targets: readonly number[]): Uint8Array {
    const pattern = `${sources.join()}>${targets.join()}`;
    let tables = this.#tablesByPattern.get(pattern);
    if (tables === undefined) {
      tables = tablesOf(decodeRows(this.#matrix, sources, targets));
      if (this.#tablesByPattern.size >= 256) this.#tablesByPattern.clear();
      this.#tablesByPattern.set(pattern, tables);
    }
    return tables;
  }
}

/** Multiplication tables in the order the kernel reads them: per pair of rows, per input, the tables of both rows. */
function tablesOf(rows: Matrix): Uint8Array {
  const tables: number[] = [];
  for (let row = 0; row < rows.length; row += 2) {
    const pair = rows.slice(row, row + 2);
    for (let input = 0; input < (pair[0]?.length ?? 0); input++) {
      for (const coefficients of pair)
        tables.push(...nibbleProducts(coefficients[input] as number));
    }
  }
  return Uint8Array.from(tables);
}

const nibbles = Array.from({ length: 16 }, (_, nibble) => nibble);

const nibbleProducts = (coefficient: number): number[] => [
  ...nibbles.map((nibble) => multiply(coefficient, nibble)),
  ...nibbles.map((nibble) => multiply(coefficient, nibble << 4)),
];
