import { hash } from 'node:crypto';
import { openIndexMetadata, sealIndexMetadata } from './metadata.js';
import type { AgeIdentity, AgeRecipient } from './age-key.js';
import { DamageError } from './damage.js';
import {
  checkSignature,
  isCount,
  isHash,
  parseLine,
  signedLine,
  type SigningKey,
  type TrustedSigners,
} from './signing-key.js';

const FORMAT_VERSION = 1;

/**
 * The signed index metadata of a keyring: its document and its members. An age file does not name its recipients, and
 * anyone with write access to a provider can replace it. So the server signs every keyring that it sealed or accepted.
 * Stored beside the keyring as `.about`.
 */
export interface KeyringMetadata {
  readonly documentId: string;
  readonly epoch: number;
  readonly revision: number;
  /** SHA-256 of the keyring file, hex. */
  readonly sealedHash: string;
  /** The document's public key. */
  readonly recipient: string;
  /** Public keys; empty for keyrings written before members were recorded. */
  readonly members: readonly string[];
}

export interface MetadataSealing {
  readonly signing: SigningKey;
  /** The public keys that open it. */
  readonly readers: readonly AgeRecipient[];
  readonly random: (length: number) => Buffer;
}

export const sealedHashOf = (sealed: string): string => hash('sha256', sealed, 'hex');

export function writeKeyringMetadata(
  keyring: Omit<KeyringMetadata, 'sealedHash'> & { readonly sealed: string },
  { signing, readers, random }: MetadataSealing,
): Buffer {
  const { documentId: doc, epoch, revision, recipient, members, sealed } = keyring;
  const line = {
    ...{ v: FORMAT_VERSION, is: 'keyring', doc, epoch, revision, hash: sealedHashOf(sealed) },
    about: sealIndexMetadata({ recipient, members }, readers, random),
    kid: signing.kid,
  };
  return signedLine(line, signing);
}

/** Verifies the signature, then opens the metadata. `DamageError` names the part that is wrong. */
export function readKeyringMetadata(
  line: Buffer,
  signers: TrustedSigners,
  identity: AgeIdentity,
): KeyringMetadata {
  const { about, ...signed } = readSigned(line, signers);
  const { recipient, members } = openIndexMetadata(about, identity);
  if (typeof recipient !== 'string' || !isTextList(members)) {
    throw new DamageError('about', 'the keyring metadata has members of a wrong type');
  }
  return { ...signed, recipient, members };
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Whether the line is signed by a trusted key and belongs to exactly this keyring file. Needs no key. */
export function isMetadataOf(line: Buffer, sealed: string, signers: TrustedSigners): boolean {
  try {
    return readSigned(line, signers).sealedHash === sealedHashOf(sealed);
  } catch {
    return false;
  }
}

function readSigned(line: Buffer, signers: TrustedSigners) {
  const text = line.toString('utf8');
  const value = parseLine(text, 'keyring-about');
  if (value['v'] !== FORMAT_VERSION) {
    throw new DamageError('format-version', 'the keyring metadata has an unknown format version');
  }
  checkSignature(text, value, signers);
  const { is, doc, epoch, revision, hash: sealedHash, about } = value;
  const isValid =
    is === 'keyring' &&
    typeof doc === 'string' &&
    isCount(epoch, 1) &&
    isCount(revision, 1) &&
    isHash(sealedHash) &&
    typeof about === 'string';
  if (!isValid) {
    throw new DamageError('keyring-about', 'the keyring metadata has members of a wrong type');
  }
  return { documentId: doc, epoch, revision, sealedHash, about };
}
