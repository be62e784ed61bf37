/** Bech32 (BIP 173) without its length limit, as age writes keys. */
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  const values = regroup([...bytes], 8, 5, true);
  const padded = [...expand(prefix), ...values, ...Array<number>(CHECKSUM_LENGTH).fill(0)];
  const sum = polymod(padded) ^ 1;
  const checksum = Array.from({ length: CHECKSUM_LENGTH }, (_, i) => (sum >>> (5 * (5 - i))) & 31);
  return `${prefix}1${[...values, ...checksum].map((value) => ALPHABET[value]).join('')}`;
}

/** The bytes, or undefined when prefix, alphabet, checksum or padding is wrong. Lower or upper case, never mixed. */
export function decodeBech32(prefix: string, text: string): Buffer | undefined {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return undefined;
  if (!lower.startsWith(`${prefix}1`)) return undefined;
  const letters = lower.slice(prefix.length + 1).split('');
  const values = letters.map((letter) => ALPHABET.indexOf(letter));
  if (values.length < CHECKSUM_LENGTH || values.includes(-1)) return undefined;
  if (polymod([...expand(prefix), ...values]) !== 1) return undefined;
  const bytes = regroup(values.slice(0, -CHECKSUM_LENGTH), 5, 8, false);
  return bytes && Buffer.from(bytes);
}

const expand = (prefix: string): number[] => {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
};

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((generator, i) => {
      if ((top >>> i) & 1) sum ^= generator;
    });
  }
  return sum;
}

function regroup(values: readonly number[], from: number, to: number, pad: true): number[];
function regroup(
  values: readonly number[],
  from: number,
  to: number,
  pad: false,
): number[] | undefined;
function regroup(
  values: readonly number[],
  from: number,
  to: number,
  pad: boolean,
): number[] | undefined {
  const result: number[] = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = ((held << from) | value) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      result.push((held >>> bits) & ((1 << to) - 1));
    }
  }
  if (pad) return bits > 0 ? [...result, (held << (to - bits)) & ((1 << to) - 1)] : result;
  return bits < from && (held & ((1 << bits) - 1)) === 0 ? result : undefined;
}
