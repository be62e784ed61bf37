import { hash } from 'node:crypto';
import { plainSizeOf } from './age-payload.js';
import { DamageError } from './damage.js';
import {
  checkSignature,
  isCount,
  isHash,
  isRecord,
  parseLine,
  signedLine,
  type SigningKey,
  type TrustedSigners,
} from './signing-key.js';
import { BLOCK_BYTES } from './stripe-layout.js';

export const FORMAT_VERSION = 1;
export const FIELD_NAME = 'gf8-11d-vand';
export const MAX_MANIFEST_BYTES = 65_536;

/** The manifest that every shard of an object carries. The names are those of the bytes (`docs/formats/sealed-object.md`). */
export interface Manifest {
  readonly v: typeof FORMAT_VERSION;
  readonly doc: string;
  readonly ver: string;
  readonly epoch: number;
  /** Manifest hash of the object that this one was made from. */
  readonly parent: string | null;
  readonly t: number;
  readonly rs: { readonly k: number; readonly m: number; readonly f: typeof FIELD_NAME };
  readonly S: typeof BLOCK_BYTES;
  /** Payload bytes. */
  readonly ct: number;
  /** The age header, as text. */
  readonly age: string;
  /** SHA-256 of each shard's hash list, hex. */
  readonly roots: readonly string[];
  /** The sealed description, base64. */
  readonly meta: string;
  /** The sealed index metadata, base64; objects of earlier releases have none. */
  readonly about?: string;
  readonly kid: string;
}

/** The manifest line with its signature and final newline. */
export function writeManifest(manifest: Omit<Manifest, 'v' | 'kid'>, key: SigningKey): Buffer {
  const { doc, ver, epoch, parent, t, rs, S, ct, age, roots, meta, about } = manifest;
  const members = {
    ...{ v: FORMAT_VERSION, doc, ver, epoch, parent, t, rs, S, ct, age, roots, meta },
    ...(about !== undefined && { about }),
    kid: key.kid,
  };
  return signedLine(members, key);
}

/** SHA-256 of the whole line, hex: the `parent` of the versions made from this one. */
export const manifestHashOf = (line: Uint8Array): string => hash('sha256', line, 'hex');

/** Reads and verifies a manifest line. `DamageError` names the part that is wrong. */
export function readManifest(line: Buffer, signers: TrustedSigners): Manifest {
  const text = line.toString('utf8');
  const value = parseLine(text, 'manifest');
  if (value['v'] !== FORMAT_VERSION) {
    throw new DamageError('format-version', 'the manifest has an unknown format version');
  }
  checkSignature(text, value, signers);
  if (!isManifest(value))
    throw new DamageError('manifest', 'the manifest has members of a wrong type');
  return value;
}

/** Reads a line whose hash was already compared with the recorded one, so its signature is not checked. */
export function readTrustedManifest(line: Buffer): Manifest {
  const value = parseLine(line.toString('utf8'), 'manifest');
  if (!isManifest(value))
    throw new DamageError('manifest', 'the manifest has members of a wrong type');
  return value;
}

function isManifest(value: Record<string, unknown>): value is Record<string, unknown> & Manifest {
  const { rs, roots, parent, ct, S, about } = value;
  return (
    isRecord(rs) &&
    isCount(rs['k'], 1) &&
    isCount(rs['m'], 0) &&
    rs['f'] === FIELD_NAME &&
    S === BLOCK_BYTES &&
    Array.isArray(roots) &&
    roots.length === rs['k'] + rs['m'] &&
    roots.every(isHash) &&
    isHashOrNull(parent) &&
    isCount(ct, 0) &&
    plainSizeOf(ct) !== undefined &&
    isCount(value['epoch'], 1) &&
    isCount(value['t'], 0) &&
    isTextOrNone(about) &&
    ['doc', 'ver', 'age', 'meta', 'kid'].every((name) => typeof value[name] === 'string')
  );
}

const isHashOrNull = (value: unknown): boolean => value === null || isHash(value);
const isTextOrNone = (value: unknown): boolean => ['string', 'undefined'].includes(typeof value);
