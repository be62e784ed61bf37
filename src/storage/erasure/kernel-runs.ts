/**
 * Runs of the kernel over blocks of any length. It imports nothing and has only erasable types, so that the thread that
 * codes stripes loads this file as it is, in tests without a build.
 */

/** Bytes of each block processed at once: k + m such pieces fit into the second-level cache. */
const PIECE_BYTES = 16_384;
/** 1 MiB of kernel memory holds tables and at most this many pieces. */
export const MAX_SHARDS = 48;
/** Of one coefficient: the products of its low and of its high nibble. */
const TABLE_BYTES = 32;

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

/** One instance of the kernel, with memory of its own. Synchronous, so one serves a whole thread. */
export class KernelRuns {
  readonly #kernel: Kernel;
  readonly #memory: Uint8Array;
  readonly #addresses: Uint32Array;

  constructor(module: WebAssembly.Module) {
    this.#kernel = new WebAssembly.Instance(module).exports as unknown as Kernel;
    this.#memory = new Uint8Array(this.#kernel.memory.buffer);
    this.#addresses = new Uint32Array(this.#kernel.memory.buffer, 0, 2 * MAX_SHARDS);
  }

  /** Fills `outputs` from `inputs`, all of one length, by the tables in the order the kernel reads them. */
  combine(inputs: readonly Uint8Array[], outputs: readonly Uint8Array[], tables: Uint8Array): void {
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
