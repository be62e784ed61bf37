import { bech32 } from '@scure/base';

/** Bech32 (BIP 173) without its length limit, as age writes keys. */
export const encodeBech32 = (prefix: string, bytes: Uint8Array): string =>
  bech32.encodeFromBytes(prefix, bytes);

/** The bytes, or undefined when prefix, alphabet, checksum or padding is wrong. Lower or upper case, never mixed. */
export function decodeBech32(prefix: string, text: string): Buffer | undefined {
  try {
    const { prefix: found, bytes } = bech32.decodeToBytes(text);
    return found === prefix ? Buffer.from(bytes) : undefined;
  } catch {
    return undefined;
  }
}
