import { hash } from 'node:crypto';
import { openAbout, sealAbout } from './about.js';
import type { AgeIdentity, AgeRecipient } from './age-key.js';
import { DamageError } from './damage.js';
import { checkSignature, isCount, isHash, parseLine, signedLine } from './signed-line.js';
import type { SigningKey, TrustedSigners } from './signing-key.js';

const FORMAT_VERSION = 1;

/**
 * What lies beside a keyring: whose it is. An age file shows how many members it has and never who; and who
 * can write at a provider can put another file in its place. So the server signs what it sealed, or took.
 */
export interface KeyringAbout {
  readonly documentId: string;
  readonly epoch: number;
  readonly revision: number;
  /** SHA-256 of the keyring's file, hex. */
  readonly sealedHash: string;
  /** The document's public key. */
  readonly recipient: string;
  /** Public keys; empty for a keyring from before members were written down. */
  readonly members: readonly string[];
}

export interface AboutTools {
  readonly signing: SigningKey;
  /** Who reads it. */
  readonly readers: readonly AgeRecipient[];
  readonly random: (length: number) => Buffer;
}

export const sealedHashOf = (sealed: string): string => hash('sha256', sealed, 'hex');

export function writeKeyringAbout(
  keyring: Omit<KeyringAbout, 'sealedHash'> & { readonly sealed: string },
  { signing, readers, random }: AboutTools,
): Buffer {
  const { documentId: doc, epoch, revision, recipient, members, sealed } = keyring;
  const line = {
    ...{ v: FORMAT_VERSION, is: 'keyring', doc, epoch, revision, hash: sealedHashOf(sealed) },
    about: sealAbout({ recipient, members }, readers, random),
    kid: signing.kid,
  };
  return signedLine(line, signing);
}

/** Verifies, then opens. `DamageError` says which promise is broken. */
export function readKeyringAbout(
  line: Buffer,
  signers: TrustedSigners,
  identity: AgeIdentity,
): KeyringAbout {
  const { about, ...signed } = readSigned(line, signers);
  const { recipient, members } = openAbout(about, identity);
  if (typeof recipient !== 'string' || !isTextList(members)) {
    throw new DamageError('about', 'what is said of the keyring has members of a wrong shape');
  }
  return { ...signed, recipient, members };
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Whether it is ours, and of exactly this file. Takes no key. */
export function isAboutKeyring(line: Buffer, sealed: string, signers: TrustedSigners): boolean {
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
    throw new DamageError('format-version', 'the line is of a format version we do not know');
  }
  checkSignature(text, value, signers);
  const { is, doc, epoch, revision, hash: sealedHash, about } = value;
  const isOurs =
    is === 'keyring' &&
    typeof doc === 'string' &&
    isCount(epoch, 1) &&
    isCount(revision, 1) &&
    isHash(sealedHash) &&
    typeof about === 'string';
  if (!isOurs) {
    throw new DamageError('keyring-about', 'what is said of a keyring has another shape');
  }
  return { documentId: doc, epoch, revision, sealedHash, about };
}
