import { openHeader } from '../seal/age-header.js';
import { DamageError } from '../seal/damage.js';
import { openDescription, type Description } from '../seal/description.js';
import type { AgeIdentity } from '../seal/age-key.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import { openKeyring, surveyKeyrings, type KeyringCopy } from './keyring-survey.js';
import { surveyObject, type ObjectSurvey, type SurveyedObject } from './object-survey.js';
import type { DocumentEntries } from './provider-listing.js';

export interface DocumentSurvey {
  readonly documentId: string;
  readonly keyrings: readonly KeyringCopy[];
  readonly objects: readonly ObjectSurvey[];
}

/** Everything that the places have of one document, verified as far as that goes without a key. */
export async function surveyDocument(
  { documentId, keyrings, versions }: DocumentEntries,
  signers: TrustedSigners | undefined,
): Promise<DocumentSurvey> {
  const objects: ObjectSurvey[] = [];
  for (const [versionId, shards] of versions) {
    objects.push(await surveyObject({ documentId, versionId }, shards, signers));
  }
  return { documentId, objects, keyrings: await surveyKeyrings(keyrings) };
}

/** Why a version stays closed. `other-key`: sealed to nobody of this document, as a part of an upload is. */
export type ClosedBecause = 'no-key' | 'other-key' | 'damaged';

export type OpenedVersion =
  | { readonly fileKey: Buffer; readonly description: Description }
  | { readonly closed: ClosedBecause };

interface Sealing {
  readonly copy: KeyringCopy;
  readonly secret: AgeIdentity;
}

/** Opens versions of one document with whichever sealing of its secret fits. */
export class DocumentKeys {
  readonly #secrets = new Map<number, readonly Sealing[]>();
  /** Epochs whose secret opened a version: what else is of that epoch and does not open was not sealed to it. */
  readonly #proven = new Map<number, Sealing>();

  constructor(
    private readonly keyrings: readonly KeyringCopy[],
    private readonly identities: readonly AgeIdentity[],
  ) {}

  /** Of each epoch the sealing whose secret opened a signed version, with its public key. */
  proven(): { readonly copy: KeyringCopy; readonly recipient: string }[] {
    return [...this.#proven.values()].map(({ copy, secret }) => ({
      copy,
      recipient: secret.recipient.text,
    }));
  }

  /** The caller zeroes the key. */
  open(object: SurveyedObject): OpenedVersion {
    const { manifest } = object;
    for (const sealing of this.#secretsOf(manifest.epoch)) {
      const fileKey = openFor(manifest.age, sealing.secret);
      if (fileKey === 'damaged') return { closed: 'damaged' };
      if (fileKey === undefined) continue;
      this.#proven.set(manifest.epoch, sealing);
      return { fileKey, description: descriptionOf(fileKey, manifest.meta) };
    }
    return { closed: this.#proven.has(manifest.epoch) ? 'other-key' : 'no-key' };
  }

  /** Shows whether the secret of its epoch is the true one. */
  prove(object: SurveyedObject): void {
    const opened = this.open(object);
    if ('fileKey' in opened) opened.fileKey.fill(0);
  }

  #secretsOf(epoch: number): readonly Sealing[] {
    const known = this.#secrets.get(epoch);
    if (known !== undefined) return known;
    const copies = this.keyrings.filter((copy) => copy.epoch === epoch);
    const opened = copies.flatMap((copy) => {
      const secret = openKeyring(copy, this.identities);
      return secret === undefined ? [] : [{ copy, secret }];
    });
    this.#secrets.set(epoch, opened);
    return opened;
  }
}

function openFor(header: string, secret: AgeIdentity): Buffer | 'damaged' | undefined {
  try {
    return openHeader(header, secret);
  } catch (error) {
    const isOfOthers = error instanceof DamageError && error.what === 'not-a-recipient';
    return isOfOthers ? undefined : 'damaged';
  }
}

/** The content is worth more than its name. */
function descriptionOf(fileKey: Buffer, meta: string): Description {
  try {
    return openDescription(fileKey, meta);
  } catch {
    return {};
  }
}
