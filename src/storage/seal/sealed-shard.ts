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

/** The end of a shard (hash list, manifest line, footer) and how to verify one shard without any key. */
export const FOOTER_BYTES = 32;
const MAGIC = 'ZKSHARD1';
const FOOTER = /^ZKSHARD1 (\d\d) (\d{10}) {9}\n$/;

export const hashOfBlock = (block: Uint8Array): Buffer => hash('sha256', block, 'buffer');
export const rootOf = (hashList: Uint8Array): string => hash('sha256', hashList, 'hex');

export function writeFooter(index: number, manifestLength: number): Buffer {
  const text = `${MAGIC} ${String(index).padStart(2, '0')} ${String(manifestLength).padStart(10, '0')}`;
  return Buffer.from(`${text.padEnd(FOOTER_BYTES - 1)}\n`);
}

export function readFooter(footer: Buffer): { index: number; manifestLength: number } {
  const match = FOOTER.exec(footer.toString('latin1'));
  if (match === null) throw new DamageError('footer', 'the shard does not end with a footer');
  const manifestLength = Number(match[2]);
  if (manifestLength > MAX_MANIFEST_BYTES) throw wrongLength();
  return { index: Number(match[1]), manifestLength };
}

/** What follows the body of shard `index`. */
export const shardEnd = (hashList: Uint8Array, manifest: Uint8Array, index: number): Buffer =>
  Buffer.concat([hashList, manifest, writeFooter(index, manifest.length)]);

export interface ShardSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Buffer>;
}

export interface InspectedShard {
  readonly index: number;
  readonly manifest: Manifest;
  readonly manifestHash: string;
  readonly layout: StripeLayout;
  readonly hashList: Buffer;
}

/** What a shard's key, and what the index, say it should be. */
export interface ExpectedShard {
  readonly documentId: string;
  readonly versionId: string;
  readonly index: number;
  /** Known to the index: the manifest of that hash needs no signature, and no other one will do. */
  readonly manifestHash?: string | undefined;
}

/**
 * Verifies the end of a shard: footer, signed manifest, hash list against its root, sizes. Blocks are checked
 * one by one with `isGoodBlock`.
 */
export async function inspectShard(
  source: ShardSource,
  signers: TrustedSigners,
  expected?: ExpectedShard,
): Promise<InspectedShard> {
  if (source.size < FOOTER_BYTES)
    throw new DamageError('footer', 'the shard is shorter than a footer');
  const { index, manifestLength } = readFooter(
    await source.read(source.size - FOOTER_BYTES, FOOTER_BYTES),
  );
  const manifestAt = source.size - FOOTER_BYTES - manifestLength;
  if (manifestAt < 0) throw wrongLength();
  const line = await source.read(manifestAt, manifestLength);
  const manifestHash = manifestHashOf(line);
  const isNamed = manifestHash === expected?.manifestHash;
  const manifest = isNamed ? readTrustedManifest(line) : readManifest(line, signers);
  const layout = new StripeLayout(manifest.rs.k, manifest.ct);
  const isOther = expected?.manifestHash !== undefined && !isNamed;
  if (!isOther && layout.bodyBytes + layout.hashListBytes !== manifestAt) throw wrongLength();
  const root = manifest.roots[index];
  if (root === undefined || isOther || (expected && !isExpected(manifest, index, expected))) {
    throw new DamageError('wrong-shard', 'the shard lies under the key of another one');
  }
  const hashList = await source.read(layout.bodyBytes, layout.hashListBytes);
  if (rootOf(hashList) !== root)
    throw new DamageError('hash-list', 'the hash list does not match its root');
  return { index, manifest, manifestHash, layout, hashList };
}

const isExpected = (manifest: Manifest, index: number, expected: ExpectedShard): boolean =>
  manifest.doc === expected.documentId &&
  manifest.ver === expected.versionId &&
  index === expected.index;

export const isGoodBlock = (block: Uint8Array, hashList: Buffer, stripe: number): boolean =>
  hashOfBlock(block).equals(hashList.subarray(stripe * HASH_BYTES, (stripe + 1) * HASH_BYTES));

const wrongLength = (): DamageError =>
  new DamageError('manifest-length', 'the sizes of the shard do not add up');
