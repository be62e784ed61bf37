import { readKeyringFile } from '../keyrings/keyring-files.js';
import { openArmored } from '../seal/age-file.js';
import { parseIdentity, type AgeIdentity } from '../seal/age-key.js';
import type { KeyringEntry } from './provider-listing.js';

/** One sealing of one epoch's secret; keyrings are not signed, so nothing says that it is genuine. */
export interface KeyringCopy {
  readonly epoch: number;
  readonly revision: number;
  readonly sealed: string;
  /** Places that have exactly this one. */
  readonly places: readonly string[];
}

/** All sealings, the highest revision first, and of one revision the one that most places have. */
export async function surveyKeyrings(entries: readonly KeyringEntry[]): Promise<KeyringCopy[]> {
  const copies = new Map<string, KeyringCopy>();
  const texts = await Promise.all(entries.map(readSmall));
  entries.forEach(({ epoch, revision, place }, i) => {
    const sealed = texts[i]?.toString('latin1');
    if (sealed === undefined) return;
    const name = `${epoch} ${revision} ${sealed}`;
    const places = [...(copies.get(name)?.places ?? []), place.provider];
    copies.set(name, { epoch, revision, sealed, places });
  });
  return [...copies.values()].sort(
    (a, b) => b.revision - a.revision || b.places.length - a.places.length,
  );
}

/** The document's own identity, if one of ours is a member. */
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
    // Sealed to others, damaged or planted: in either case another copy has to do.
    return undefined;
  }
}

/** Undefined for what cannot be read, or is too long to be ours. */
export const readSmall = ({ place, key }: KeyringEntry): Promise<Buffer | undefined> =>
  readKeyringFile(place, key).catch(() => undefined);
