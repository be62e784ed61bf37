import type { AgeIdentity } from '../seal/age-key.js';
import { DamageError } from '../seal/damage.js';
import { readKeyringAbout, type KeyringAbout } from '../seal/keyring-about.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import { readSmall } from './keyring-survey.js';
import type { Finding } from './object-survey.js';
import type { KeyringEntry } from './provider-listing.js';

/** What this server once signed about a keyring. */
export interface SignedAbout extends KeyringAbout {
  /** Places that say so. */
  readonly places: readonly string[];
}

export interface AboutsSurvey {
  /** The highest revision of each epoch that is signed. */
  readonly newest: ReadonlyMap<number, SignedAbout>;
  readonly findings: readonly Finding[];
}

export interface AboutReader {
  readonly signers: TrustedSigners;
  readonly identity: AgeIdentity;
}

/** Reads what lies beside the keyrings of one document; believes what is signed, and of this keyring. */
export async function surveyAbouts(
  documentId: string,
  entries: readonly KeyringEntry[],
  reader: AboutReader,
): Promise<AboutsSurvey> {
  const newest = new Map<number, SignedAbout>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const about = judge(documentId, entry, await readSmall(entry), reader);
    if ('kind' in about) findings.push(about);
    else newest.set(entry.epoch, higherOf(newest.get(entry.epoch), about));
  }
  return { newest, findings };
}

function higherOf(known: SignedAbout | undefined, about: SignedAbout): SignedAbout {
  if (known === undefined || about.revision > known.revision) return about;
  if (about.revision < known.revision || about.sealedHash !== known.sealedHash) return known;
  return { ...known, places: [...known.places, ...about.places] };
}

function judge(
  documentId: string,
  { place, key, epoch, revision }: KeyringEntry,
  line: Buffer | undefined,
  { signers, identity }: AboutReader,
): SignedAbout | Finding {
  const at = { place: place.provider, key };
  if (line === undefined) return { ...at, kind: 'damaged', what: 'unreadable' };
  try {
    const about = readKeyringAbout(line, signers, identity);
    const isOfThis =
      about.documentId === documentId && about.epoch === epoch && about.revision === revision;
    if (!isOfThis) return { ...at, kind: 'replayed', what: 'wrong-keyring' };
    return { ...about, places: [place.provider] };
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    return { ...at, kind: error.what === 'signer' ? 'planted' : 'damaged', what: error.what };
  }
}
