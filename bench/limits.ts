import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the machine can do at best, measured in the same run: the figures of Kontor are ratios to these.
 * Machines are noisy and differ; ratios within one run travel.
 */

/** Six shard files of a 4+2 object of `size` bytes, written at once, each with fdatasync and rename. Milliseconds. */
export async function writeSixFiles(folder: string, size: number): Promise<number> {
  const shard = randomBytes(Math.ceil(size / 4));
  await Promise.all(
    [0, 1, 2, 3, 4, 5].map((i) => mkdir(join(folder, String(i)), { recursive: true })),
  );
  const from = performance.now();
  await Promise.all([0, 1, 2, 3, 4, 5].map((i) => writeDurably(join(folder, String(i)), shard)));
  const ms = performance.now() - from;
  await rm(folder, { recursive: true });
  return ms;
}

async function writeDurably(folder: string, bytes: Buffer): Promise<void> {
  const file = await open(join(folder, 'temp'), 'w', 0o600);
  await file.writeFile(bytes);
  await file.datasync();
  await file.close();
  await rename(join(folder, 'temp'), join(folder, 'shard'));
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}

/** ChaCha20-Poly1305 over `size` bytes in chunks of 64 KiB, as age cuts them. Milliseconds. */
export function encryptOnly(size: number): number {
  const chunk = randomBytes(65_536);
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const from = performance.now();
  for (let done = 0; done < size; done += chunk.length) {
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
    cipher.update(chunk);
    cipher.final();
    cipher.getAuthTag();
  }
  return performance.now() - from;
}

/** Reads a loopback HTTP answer to its end and throws it away. */
export async function download(
  url: string,
  headers: Record<string, string> = {},
): Promise<Download> {
  const from = performance.now();
  const response = await fetch(url, { headers });
  if (!response.ok || response.body === null) throw new Error(`GET answered ${response.status}`);
  let bytes = 0;
  let firstByteMs = 0;
  for await (const chunk of response.body) {
    if (bytes === 0) firstByteMs = performance.now() - from;
    bytes += (chunk as Uint8Array).length;
  }
  return { bytes, firstByteMs, lastByteMs: performance.now() - from };
}

export interface Download {
  readonly bytes: number;
  readonly firstByteMs: number;
  readonly lastByteMs: number;
}

export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);
