import { readKeyringFile } from '../keyrings/keyring-files.js';
import { openArmored } from '../seal/age-file.js';
import { parseIdentity, type AgeIdentity } from '../seal/age-key.js';
import { DamageError } from '../seal/damage.js';
import { readKeyringMetadata, type KeyringMetadata } from '../seal/keyring-metadata.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import type { Finding } from './object-survey.js';
import type { KeyringEntry } from './provider-listing.js';

/** A key wrap of one epoch's secret. Keyrings are not signed: it may not be genuine. */
export interface KeyringCopy {
  readonly epoch: number;
  readonly revision: number;
  readonly sealed: string;
  /** Providers that have exactly this one. */
  readonly providers: readonly string[];
}

/** All key wraps: highest revision first; of one revision, the one that most providers have first. */
export async function surveyKeyrings(entries: readonly KeyringEntry[]): Promise<KeyringCopy[]> {
  const copies = new Map<string, KeyringCopy>();
  const texts = await Promise.all(entries.map(readSmall));
  entries.forEach(({ epoch, revision, store }, i) => {
    const sealed = texts[i]?.toString('latin1');
    if (sealed === undefined) return;
    const name = `${epoch} ${revision} ${sealed}`;
    const providers = [...(copies.get(name)?.providers ?? []), store.provider];
    copies.set(name, { epoch, revision, sealed, providers });
  });
  return [...copies.values()].sort(
    (a, b) => b.revision - a.revision || b.providers.length - a.providers.length,
  );
}

/** The document's own identity, if one of these identities is a member. */
export function openKeyring(
  { sealed }: KeyringCopy,
  identities: readonly AgeIdentity[],
): AgeIdentity | undefined {
  for (const identity of identities) {
    const secret = openFor(sealed, identity);
    if (secret !== undefined) return secret;
  }
  return undefined;
}

function openFor(sealed: string, identity: AgeIdentity): AgeIdentity | undefined {
  try {
    const text = openArmored(sealed, identity);
    try {
      return parseIdentity(text.toString('latin1').trim());
    } finally {
      text.fill(0);
    }
  } catch {
    // Sealed to others, damaged or planted: another copy is tried.
    return undefined;
  }
}

/** Undefined for a file that cannot be read, or is too long to be ours. */
const readSmall = ({ store, key }: KeyringEntry): Promise<Buffer | undefined> =>
  readKeyringFile(store, key).catch(() => undefined);

/** Index metadata of a keyring, signed by this server. */
export interface SignedMetadata extends KeyringMetadata {
  /** Providers that have it. */
  readonly providers: readonly string[];
}

export interface MetadataSurvey {
  /** Of each epoch, the signed one with the highest revision. */
  readonly newest: ReadonlyMap<number, SignedMetadata>;
  readonly findings: readonly Finding[];
}

export interface MetadataReader {
  readonly signers: TrustedSigners;
  readonly identity: AgeIdentity;
}

/** Reads the index metadata beside the keyrings of one document; accepts what is signed and belongs to the keyring. */
export async function surveyMetadata(
  documentId: string,
  entries: readonly KeyringEntry[],
  reader: MetadataReader,
): Promise<MetadataSurvey> {
  const newest = new Map<number, SignedMetadata>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const about = judge(documentId, entry, await readSmall(entry), reader);
    if ('kind' in about) findings.push(about);
    else newest.set(entry.epoch, higherOf(newest.get(entry.epoch), about));
  }
  return { newest, findings };
}

function higherOf(known: SignedMetadata | undefined, about: SignedMetadata): SignedMetadata {
  if (known === undefined || about.revision > known.revision) return about;
  if (about.revision < known.revision || about.sealedHash !== known.sealedHash) return known;
  return { ...known, providers: [...known.providers, ...about.providers] };
}

function judge(
  documentId: string,
  { store, key, epoch, revision }: KeyringEntry,
  line: Buffer | undefined,
  { signers, identity }: MetadataReader,
): SignedMetadata | Finding {
  const at = { place: store.provider, key };
  if (line === undefined) return { ...at, kind: 'damaged', what: 'unreadable' };
  try {
    const about = readKeyringMetadata(line, signers, identity);
    const isOfThis =
      about.documentId === documentId && about.epoch === epoch && about.revision === revision;
    if (!isOfThis) return { ...at, kind: 'replayed', what: 'wrong-keyring' };
    return { ...about, providers: [store.provider] };
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    return { ...at, kind: error.what === 'signer' ? 'planted' : 'damaged', what: error.what };
  }
}
