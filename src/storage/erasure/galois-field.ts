/**
 * GF(2^8) with the polynomial 0x11D and generator 2, and the code matrix that klauspost/reedsolomon and
 * Backblaze JavaReedSolomon use, so that their tools rebuild our shards.
 */
const POLYNOMIAL = 0x11d;

export type Matrix = readonly (readonly number[])[];

const exponentials = new Uint8Array(510);
const logarithms = new Uint8Array(256);

for (let exponent = 0, value = 1; exponent < 255; exponent++) {
  exponentials[exponent] = value;
  exponentials[exponent + 255] = value;
  logarithms[value] = exponent;
  value <<= 1;
  if (value > 255) value ^= POLYNOMIAL;
}

const log = (value: number): number => logarithms[value] as number;

export const multiply = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (exponentials[log(a) + log(b)] as number);

export const inverse = (value: number): number => exponentials[255 - log(value)] as number;

/** `base` to the power of `exponent`; 0^0 is 1, as the Vandermonde matrix below needs it. */
export function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  return base === 0 ? 0 : (exponentials[(log(base) * exponent) % 255] as number);
}

export const product = (left: Matrix, right: Matrix): number[][] =>
  left.map((row) =>
    (right[0] ?? []).map((_, column) =>
      row.reduce((sum, value, i) => sum ^ multiply(value, right[i]?.[column] ?? 0), 0),
    ),
  );

/** Gauss-Jordan. Throws `RangeError` for a singular matrix. */
export function invert(matrix: Matrix): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...unitRow(size, i)]);
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex((row, i) => i >= column && row[column] !== 0);
    if (pivot < 0) throw new RangeError('the matrix is singular');
    const found = rows[pivot] as number[];
    rows[pivot] = rows[column] as number[];
    const scale = inverse(found[column] as number);
    const normal = found.map((value) => multiply(value, scale));
    rows[column] = normal;
    rows.forEach((row, i) => {
      if (i !== column) rows[i] = addMultiple(row, normal, row[column] as number);
    });
  }
  return rows.map((row) => row.slice(size));
}

const unitRow = (size: number, at: number): number[] =>
  Array.from({ length: size }, (_, i) => (i === at ? 1 : 0));

const addMultiple = (row: number[], other: number[], factor: number): number[] =>
  row.map((value, i) => value ^ multiply(factor, other[i] as number));

/** The n x k systematic matrix: V * inverse(top k rows of V), V[r][c] = r^c. Its top is the unit matrix. */
export function codeMatrix(k: number, n: number): number[][] {
  const vandermonde = Array.from({ length: n }, (_, r) =>
    Array.from({ length: k }, (_, c) => power(r, c)),
  );
  return product(vandermonde, invert(vandermonde.slice(0, k)));
}

/** The rows that make the shards `targets` out of the k shards `sources`. */
export function decodeRows(
  matrix: Matrix,
  sources: readonly number[],
  targets: readonly number[],
): number[][] {
  const pick = (indices: readonly number[]): Matrix =>
    indices.map((i) => matrix[i] as readonly number[]);
  return product(pick(targets), invert(pick(sources)));
}
