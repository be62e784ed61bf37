import { openHeader } from '../seal/age-header.js';
import { DamageError } from '../seal/damage.js';
import { openDescription, type Description } from '../seal/metadata.js';
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

/** Everything the providers have of one document, verified as far as possible without a key. */
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

/** Why a version cannot be opened. `other-key`: not sealed to this document, such as a part of an upload. */
export type ClosedBecause = 'no-key' | 'other-key' | 'damaged';

export type OpenedVersion =
  | { readonly fileKey: Buffer; readonly description: Description }
  | { readonly closed: ClosedBecause };

interface OpenedWrap {
  readonly copy: KeyringCopy;
  readonly secret: AgeIdentity;
}

/** Opens versions of one document with whichever key wrap of its secret fits. */
export class DocumentKeys {
  readonly #secrets = new Map<number, readonly OpenedWrap[]>();
  /** Epochs whose secret has opened a version: another version that does not open was not sealed to it. */
  readonly #proven = new Map<number, OpenedWrap>();

  constructor(
    private readonly keyrings: readonly KeyringCopy[],
    private readonly identities: readonly AgeIdentity[],
  ) {}

  /** Of each epoch the key wrap whose secret opened a signed version, with its public key. */
  proven(): { readonly copy: KeyringCopy; readonly recipient: string }[] {
    return [...this.#proven.values()].map(({ copy, secret }) => ({
      copy,
      recipient: secret.recipient.text,
    }));
  }

  /** The caller zeroes the key. */
  open(object: SurveyedObject): OpenedVersion {
    const { manifest } = object;
    for (const wrap of this.#secretsOf(manifest.epoch)) {
      const fileKey = openFor(manifest.age, wrap.secret);
      if (fileKey === 'damaged') return { closed: 'damaged' };
      if (fileKey === undefined) continue;
      this.#proven.set(manifest.epoch, wrap);
      return { fileKey, description: descriptionOf(fileKey, manifest.meta) };
    }
    return { closed: this.#proven.has(manifest.epoch) ? 'other-key' : 'no-key' };
  }

  /** Opens the version only to prove the secret of its epoch. */
  prove(object: SurveyedObject): void {
    const opened = this.open(object);
    if ('fileKey' in opened) opened.fileKey.fill(0);
  }

  #secretsOf(epoch: number): readonly OpenedWrap[] {
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

/** A damaged description does not keep the content from being recovered. */
function descriptionOf(fileKey: Buffer, meta: string): Description {
  try {
    return openDescription(fileKey, meta);
  } catch {
    return {};
  }
}
