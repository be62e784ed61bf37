import { hash } from 'node:crypto';
import { plainSizeOf } from './age-payload.js';
import { DamageError } from './damage.js';
import { isSignedBy, signBytes, type SigningKey, type TrustedSigners } from './signing-key.js';
import { BLOCK_BYTES } from './stripe-layout.js';

export const FORMAT_VERSION = 1;
export const FIELD_NAME = 'gf8-11d-vand';
export const MAX_MANIFEST_BYTES = 65_536;

/** What every shard says about its object. The names are those of the bytes (`docs/formats/sealed-object.md`). */
export interface Manifest {
  readonly v: typeof FORMAT_VERSION;
  readonly doc: string;
  readonly ver: string;
  readonly epoch: number;
  /** Manifest hash of the object this one was made from. */
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
  readonly kid: string;
}

const SIGNATURE_MEMBER = ',"sig":"';

/** The manifest line with its signature and final newline. */
export function writeManifest(manifest: Omit<Manifest, 'v' | 'kid'>, key: SigningKey): Buffer {
  const { doc, ver, epoch, parent, t, rs, S, ct, age, roots, meta } = manifest;
  const members = {
    v: FORMAT_VERSION,
    doc,
    ver,
    epoch,
    parent,
    t,
    rs,
    S,
    ct,
    age,
    roots,
    meta,
    kid: key.kid,
  };
  const unsigned = JSON.stringify(members);
  const signature = signBytes(key, Buffer.from(unsigned)).toString('base64');
  return Buffer.from(`${unsigned.slice(0, -1)}${SIGNATURE_MEMBER}${signature}"}\n`);
}

/** SHA-256 of the whole line, hex: what a child names as its parent. */
export const manifestHashOf = (line: Uint8Array): string => hash('sha256', line, 'hex');

/** Reads and verifies a manifest line. `DamageError` says which of its promises is broken. */
export function readManifest(line: Buffer, signers: TrustedSigners): Manifest {
  const text = line.toString('utf8');
  const value = parseLine(text);
  if (value['v'] !== FORMAT_VERSION) {
    throw new DamageError(
      'format-version',
      'the manifest is of a format version this reader does not know',
    );
  }
  checkSignature(text, value, signers);
  if (!isManifest(value))
    throw new DamageError('manifest', 'the manifest has members of a wrong shape');
  return value;
}

/** Reads a line whose hash is already known to be the right one. */
export function readTrustedManifest(line: Buffer): Manifest {
  const value = parseLine(line.toString('utf8'));
  if (!isManifest(value))
    throw new DamageError('manifest', 'the manifest has members of a wrong shape');
  return value;
}

function parseLine(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (text.endsWith('}\n') && isRecord(value)) return value;
  } catch {
    // Reported below: the parser's message would quote content.
  }
  throw new DamageError('manifest', 'the manifest is not one line of JSON');
}

/** Signed are the bytes of the line without its `sig` member and newline. */
function checkSignature(
  text: string,
  value: Record<string, unknown>,
  signers: TrustedSigners,
): void {
  const key = typeof value['kid'] === 'string' ? signers.get(value['kid']) : undefined;
  if (key === undefined)
    throw new DamageError('signer', 'the manifest is signed by an unknown key');
  const at = text.lastIndexOf(SIGNATURE_MEMBER);
  const signature = text.slice(at + SIGNATURE_MEMBER.length, -'"}\n'.length);
  const bytes = Buffer.from(signature, 'base64');
  const canonical = at > 0 && bytes.toString('base64') === signature;
  if (!canonical || !isSignedBy(key, Buffer.from(`${text.slice(0, at)}}`), bytes)) {
    throw new DamageError('signature', 'the signature of the manifest is wrong');
  }
}

function isManifest(value: Record<string, unknown>): value is Record<string, unknown> & Manifest {
  const { rs, roots, parent, ct, S } = value;
  return (
    isRecord(rs) &&
    isCount(rs['k'], 1) &&
    isCount(rs['m'], 0) &&
    rs['f'] === FIELD_NAME &&
    S === BLOCK_BYTES &&
    Array.isArray(roots) &&
    roots.length === rs['k'] + rs['m'] &&
    roots.every(isHash) &&
    (parent === null || isHash(parent)) &&
    isCount(ct, 0) &&
    plainSizeOf(ct) !== undefined &&
    isCount(value['epoch'], 1) &&
    isCount(value['t'], 0) &&
    ['doc', 'ver', 'age', 'meta', 'kid'].every((name) => typeof value[name] === 'string')
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;
const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
