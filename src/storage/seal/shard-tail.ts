import { hash } from 'node:crypto';
import { DamageError } from './damage.js';
import {
  manifestHashOf,
  MAX_MANIFEST_BYTES,
  readManifest,
  readTrustedManifest,
  type Manifest,
} from './manifest.js';
import type { TrustedSigners } from './signing-key.js';
import { HASH_BYTES, StripeLayout } from './stripe-layout.js';

/**
 * A shard is its blocks and a tail: the hash list (SHA-256 of every block), the manifest line, and a footer of 32
 * bytes with the shard's index and the line's length. This file writes, reads and verifies tails. Needs no key.
 */
export const FOOTER_BYTES = 32;
const MAGIC = 'ZKSHARD1';
const FOOTER = /^ZKSHARD1 (\d\d) (\d{10}) {9}\n$/;

/** Random access to the bytes of one shard. `read` fills `into` or rejects. */
export interface ShardSource {
  readonly size: number;
  read(into: Buffer, offset: number): Promise<void>;
}

export interface ShardTail {
  readonly hashList: Buffer;
  /** The manifest line, not verified. */
  readonly line: Buffer;
}

export const hashOfBlock = (block: Uint8Array): Buffer => hash('sha256', block, 'buffer');
export const rootOf = (hashList: Uint8Array): string => hash('sha256', hashList, 'hex');

export const isGoodBlock = (block: Uint8Array, hashList: Buffer, stripe: number): boolean =>
  isHashOf(stripe, hashOfBlock(block), hashList);

/** Whether a block with this hash is the shard's block of the stripe. */
export const isHashOf = (stripe: number, found: Uint8Array, hashList: Buffer): boolean =>
  hashList.subarray(stripe * HASH_BYTES, (stripe + 1) * HASH_BYTES).equals(found);

export function writeFooter(index: number, lineBytes: number): Buffer {
  const text = `${MAGIC} ${String(index).padStart(2, '0')} ${String(lineBytes).padStart(10, '0')}`;
  return Buffer.from(`${text.padEnd(FOOTER_BYTES - 1)}\n`);
}

export function readFooter(footer: Buffer): { index: number; manifestLength: number } {
  const match = FOOTER.exec(footer.toString('latin1'));
  if (match === null) throw new DamageError('footer', 'the shard does not end with a footer');
  const manifestLength = Number(match[2]);
  if (manifestLength > MAX_MANIFEST_BYTES) throw wrongLength();
  return { index: Number(match[1]), manifestLength };
}

/** The tail of shard `index`: the bytes after its blocks. */
export const shardEnd = (hashList: Uint8Array, line: Uint8Array, index: number): Buffer =>
  Buffer.concat([hashList, line, writeFooter(index, line.length)]);

/** Reads the tail of a shard whose layout is known, in one read. The footer is not checked. */
export async function readTail(source: ShardSource, layout: StripeLayout): Promise<ShardTail> {
  const { bodyBytes, hashListBytes } = layout;
  const length = source.size - bodyBytes;
  const lineBytes = length - hashListBytes - FOOTER_BYTES;
  if (lineBytes < 0 || lineBytes > MAX_MANIFEST_BYTES) throw wrongLength();
  const tail = await readAt(source, bodyBytes, length);
  return {
    hashList: tail.subarray(0, hashListBytes),
    line: tail.subarray(hashListBytes, hashListBytes + lineBytes),
  };
}

/** Finds the manifest line of a shard of unknown layout by its footer. */
export async function readManifestLine(
  source: ShardSource,
): Promise<{ index: number; line: Buffer; lineAt: number }> {
  const footerAt = source.size - FOOTER_BYTES;
  if (footerAt < 0) throw new DamageError('footer', 'the shard is shorter than a footer');
  const { index, manifestLength } = readFooter(await readAt(source, footerAt, FOOTER_BYTES));
  const lineAt = footerAt - manifestLength;
  if (lineAt < 0) throw wrongLength();
  return { index, line: await readAt(source, lineAt, manifestLength), lineAt };
}

/** The hash list of shard `index` as its manifest names it. */
export async function readHashList(
  source: ShardSource,
  { rs, ct, roots }: Manifest,
  index: number,
): Promise<Buffer> {
  const { bodyBytes, hashListBytes } = new StripeLayout(rs.k, ct);
  const hashList = await readAt(source, bodyBytes, hashListBytes);
  if (rootOf(hashList) !== roots[index])
    throw new DamageError('hash-list', 'the hash list does not match its root');
  return hashList;
}

async function readAt(source: ShardSource, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  await source.read(bytes, offset);
  return bytes;
}

export interface InspectedShard {
  readonly index: number;
  readonly manifest: Manifest;
  readonly manifestHash: string;
  readonly layout: StripeLayout;
  readonly hashList: Buffer;
}

/** What a shard must be according to its key and to the index. */
export interface ExpectedShard {
  readonly documentId: string;
  readonly versionId: string;
  readonly index: number;
  /** As recorded in the index: the manifest must have this hash, and its signature is then not checked. */
  readonly manifestHash?: string | undefined;
}

/**
 * Verifies the tail of a shard: footer, signed manifest, hash list against its root, sizes. Blocks are checked
 * one by one with `isGoodBlock`.
 */
export async function inspectShard(
  source: ShardSource,
  signers: TrustedSigners,
  expected?: ExpectedShard,
): Promise<InspectedShard> {
  const { index, line, lineAt } = await readManifestLine(source);
  const manifestHash = manifestHashOf(line);
  const isNamed = manifestHash === expected?.manifestHash;
  const manifest = isNamed ? readTrustedManifest(line) : readManifest(line, signers);
  const layout = new StripeLayout(manifest.rs.k, manifest.ct);
  const isOther = expected?.manifestHash !== undefined && !isNamed;
  if (!isOther && layout.bodyBytes + layout.hashListBytes !== lineAt) throw wrongLength();
  const isKnown = index < manifest.roots.length;
  if (!isKnown || isOther || (expected && !isExpected(manifest, index, expected))) {
    throw new DamageError('wrong-shard', 'the shard is stored under the key of another shard');
  }
  const hashList = await readHashList(source, manifest, index);
  return { index, manifest, manifestHash, layout, hashList };
}

const isExpected = (manifest: Manifest, index: number, expected: ExpectedShard): boolean =>
  manifest.doc === expected.documentId &&
  manifest.ver === expected.versionId &&
  index === expected.index;

const wrongLength = (): DamageError =>
  new DamageError('manifest-length', 'the sizes of the shard do not add up');
