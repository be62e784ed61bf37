import { kernelBase64 } from './erasure-kernel.wasm.js';
import { codeMatrix, decodeRows, multiply, type Matrix } from './galois-field.js';

/** Bytes of each block processed at once: k + m such pieces fit into the second-level cache. */
const PIECE_BYTES = 16_384;
const TABLE_BYTES = 32;
/** 1 MiB of kernel memory holds tables and at most this many pieces. */
export const MAX_SHARDS = 48;

type Rows = (
  inputs: number,
  count: number,
  outputs: number,
  tables: number,
  length: number,
) => void;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly rows1: Rows;
  readonly rows2: Rows;
}

const module = new WebAssembly.Module(Buffer.from(kernelBase64, 'base64'));

/**
 * Reed-Solomon code: k data blocks and m parity blocks of equal length, any k of which rebuild the others.
 * Synchronous, so one instance serves the whole process.
 */
export class ErasureCode {
  readonly #kernel = new WebAssembly.Instance(module).exports as unknown as Kernel;
  readonly #memory = new Uint8Array(this.#kernel.memory.buffer);
  readonly #addresses = new Uint32Array(this.#kernel.memory.buffer, 0, 2 * MAX_SHARDS);
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

  /** Fills `parity` (m blocks) from `data` (k blocks), all of one length. */
  encode(data: readonly Uint8Array[], parity: readonly Uint8Array[]): void {
    this.#combine(data, parity, this.#parityTables);
  }

  /** Fills the blocks of the shards `lost` from k good blocks; `good[i]` belongs to shard `goodIndices[i]`. */
  reconstruct(
    good: { readonly indices: readonly number[]; readonly blocks: readonly Uint8Array[] },
    lost: { readonly indices: readonly number[]; readonly blocks: readonly Uint8Array[] },
  ): void {
    if (good.indices.length !== this.k) throw new RangeError(`need exactly ${this.k} good blocks`);
    this.#combine(good.blocks, lost.blocks, this.#tablesFor(good.indices, lost.indices));
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

  #combine(
    inputs: readonly Uint8Array[],
    outputs: readonly Uint8Array[],
    tables: Uint8Array,
  ): void {
    const length = inputs[0]?.length ?? 0;
    const at = this.#layOut(inputs.length, outputs.length, tables);
    for (let start = 0; start < length; start += PIECE_BYTES) {
      const end = Math.min(start + PIECE_BYTES, length);
      inputs.forEach((input, i) => this.#memory.set(input.subarray(start, end), at.input(i)));
      this.#run(inputs.length, outputs.length, at.tables, end - start);
      outputs.forEach((output, i) => {
        output.set(this.#memory.subarray(at.output(i), at.output(i) + end - start), start);
      });
    }
  }

  /** Layout of the kernel's memory: addresses, tables, one piece per input, one piece per output. */
  #layOut(inputs: number, outputs: number, tables: Uint8Array) {
    const tablesAt = this.#addresses.byteLength;
    const piecesAt = Math.ceil((tablesAt + tables.length) / 64) * 64;
    const piece = (i: number): number => piecesAt + i * PIECE_BYTES;
    this.#memory.set(tables, tablesAt);
    for (let i = 0; i < inputs + outputs; i++) this.#addresses[i] = piece(i);
    return { tables: tablesAt, input: piece, output: (i: number) => piece(inputs + i) };
  }

  #run(inputs: number, outputs: number, tablesAt: number, length: number): void {
    const { rows1, rows2 } = this.#kernel;
    for (let row = 0; row < outputs; row += 2) {
      const rows = row + 1 < outputs ? rows2 : rows1;
      rows(0, inputs, (inputs + row) * 4, tablesAt + row * inputs * TABLE_BYTES, length);
    }
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
