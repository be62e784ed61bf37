import type { Readable } from 'node:stream';
import { isAppError } from '../../platform/errors/app-error.js';
import type { ObjectReading } from '../read/object-reading.js';
import type { AgeIdentity } from '../seal/age-key.js';
import type { Description } from '../seal/metadata.js';
import { metadataFor, newestMetadata, partIn } from './described-object.js';
import { DocumentKeys, type ClosedBecause, type DocumentSurvey } from './document-survey.js';
import { fileNameOf, type FolderNames } from './file-names.js';
import { isOwnerRecord, latestOwner } from './found-owner.js';
import type { SurveyedObject } from './object-survey.js';
import type { DocumentReport, MissingReport, VersionReport } from './recovery-report.js';
import { orderVersions, saveOf, type FoundVersion, type OrderedVersion } from './version-order.js';

/** The target of recovered plaintext; existing files are never touched. */
export abstract class RecoveredFiles {
  /** Writes the whole stream, or rejects and leaves nothing. Returns the path below the target. */
  abstract write(folder: string, name: string, content: Readable): Promise<string>;

  abstract writeText(name: string, text: string): Promise<void>;
}

export interface DocumentRecoveryTools {
  readonly identities: readonly AgeIdentity[];
  readonly isSigned: boolean;
  readonly reading: ObjectReading;
  readonly files: RecoveredFiles;
  readonly folders: FolderNames;
}

export interface RecoveredDocument {
  readonly document: DocumentReport;
  readonly missing: readonly MissingReport[];
  readonly unfinished: readonly string[];
  /** Ids of objects that are parts of versions; they are not written. */
  readonly parts: readonly string[];
}

interface Opened extends FoundVersion {
  readonly object: SurveyedObject;
  readonly fileKey: Buffer;
  readonly description: Description;
}

/** Opens, orders and writes the versions of one document. */
export class DocumentRecovery {
  constructor(private readonly tools: DocumentRecoveryTools) {}

  async recover(survey: DocumentSurvey): Promise<RecoveredDocument> {
    const { documentId } = survey;
    const missing = [...unsignedOf(survey), ...lostParentsOf(survey)];
    const { records, others } = this.#ownerRecords(survey);
    const { opened, closed, unfinished, parts, owners } = this.#open(survey, others);
    try {
      missing.push(...closed);
      const ordered = orderVersions(opened);
      const named =
        ordered.at(-1)?.version.description ??
        newestMetadata(survey.objects, this.tools.identities);
      const title = textOr(named['title'], '') || null;
      const folder = ordered.length === 0 ? null : this.tools.folders.next(title ?? '', documentId);
      const versions: VersionReport[] = [];
      for (const version of ordered) {
        const written = await this.#write(folder ?? '', version);
        if ('because' in written) missing.push(written);
        else versions.push(written);
      }
      const given = latestOwner([...records, ...owners, ...opened])?.by.description ?? named;
      const owner = textOr(given['owner_name'] ?? given['owner'], '') || null;
      const document = { document_id: documentId, title, owner, folder, versions };
      return { document, missing, unfinished, parts };
    } finally {
      for (const { fileKey } of opened) fileKey.fill(0);
    }
  }

  /** Records of changes of owner need no key of the document where the index metadata opens. */
  #ownerRecords({ objects }: DocumentSurvey) {
    const records: { readonly description: Description }[] = [];
    const others: SurveyedObject[] = [];
    for (const object of objects.flatMap((survey) => survey.object ?? [])) {
      const description = metadataFor(object.manifest.about, this.tools.identities);
      if (description !== undefined && isOwnerRecord(description)) records.push({ description });
      else others.push(object);
    }
    return { records, others };
  }

  #open({ keyrings, documentId }: DocumentSurvey, objects: readonly SurveyedObject[]) {
    const keys = new DocumentKeys(keyrings, this.tools.identities);
    const opened: Opened[] = [];
    const missing: MissingReport[] = [];
    const unfinished: string[] = [];
    const parts: string[] = [];
    const owners: { readonly description: Description }[] = [];
    const left: SurveyedObject[] = [];
    const tryAll = (all: readonly SurveyedObject[], isLast: boolean): void => {
      for (const object of all) {
        const { versionId } = object.stored;
        const result = keys.open(object);
        if ('fileKey' in result && partIn(result.description) !== undefined) {
          result.fileKey.fill(0);
          if (isOwnerRecord(result.description)) owners.push(result);
          else parts.push(versionId);
        } else if ('fileKey' in result) opened.push(openedOf(object, result));
        else if (!isLast && result.closed === 'no-key') left.push(object);
        else if (result.closed === 'other-key') unfinished.push(versionId);
        else missing.push(closedReport(documentId, versionId, result.closed));
      }
    };
    tryAll(objects, false);
    // Try again: other versions may have proved the secret of the epoch meanwhile.
    tryAll([...left], true);
    return { opened, closed: missing, unfinished, parts, owners };
  }

  async #write(
    folder: string,
    { version, number, state }: OrderedVersion<Opened>,
  ): Promise<VersionReport | MissingReport> {
    const { object, fileKey, description } = version;
    const { stored, present, manifest } = object;
    const named = {
      ...{ number, state, sealedAtMs: manifest.t },
      author: textOr(description['author_name'] ?? description['author'], ''),
      fileType: textOr(description['file_type'], 'bin'),
    };
    const usable = present.length;
    try {
      const range = { start: 0, end: stored.size };
      const content = await this.tools.reading.read(stored, fileKey, range);
      const file = await this.tools.files.write(folder, fileNameOf(named), content);
      return {
        version_id: stored.versionId,
        ...{ number, state, author: named.author },
        sealed_at: new Date(manifest.t).toISOString(),
        size: stored.size,
        shards: { usable, needed: stored.required, total: stored.total },
        signature: this.tools.isSigned ? 'good' : 'not checked',
        file,
      };
    } catch (error) {
      return failureReport(object, error);
    }
  }
}

function openedOf(
  object: SurveyedObject,
  { fileKey, description }: { fileKey: Buffer; description: Description },
): Opened {
  const { stored, manifest } = object;
  const madeFrom = description['made_from'];
  return {
    ...{ object, fileKey, description },
    versionId: stored.versionId,
    manifestHash: stored.manifestHash,
    parent: manifest.parent,
    sealedAtMs: manifest.t,
    ageHeader: manifest.age,
    origin: textOr(description['origin'], ''),
    madeFrom: typeof madeFrom === 'number' ? madeFrom : undefined,
    isApart: description['state'] === 'quarantined',
    save: saveOf(description),
  };
}

/**
 * Versions without any valid manifest. One that falsely claims a trusted signer is planted, and no loss. With an
 * unknown signer nothing is certain: perhaps the wrong identity was given.
 */
function unsignedOf({ documentId, objects }: DocumentSurvey): MissingReport[] {
  return objects.flatMap(({ object, findings, versionId }) => {
    const isUnknown = findings.some(({ what }) => what === 'signer');
    const isLost = isUnknown || findings.some(({ kind }) => kind === 'damaged');
    if (object !== undefined || !isLost) return [];
    return {
      ...{ document_id: documentId, version_id: versionId, manifest: null },
      because: isUnknown ? 'unknown-signer' : 'bad-signature',
      detail: isUnknown
        ? 'it is signed by none of the keys given; if it is genuine, give the right one with --signer'
        : `none of its ${findings.length} shards has a manifest with a good signature`,
    } satisfies MissingReport;
  });
}

/** A version names what it was made from by its manifest's hash: the chain shows what is gone altogether. */
function lostParentsOf({ documentId, objects }: DocumentSurvey): MissingReport[] {
  const found = objects.flatMap(({ object }) => object ?? []);
  const hashes = new Set(found.map(({ stored }) => stored.manifestHash));
  const lost = new Map<string, string>();
  for (const { manifest, stored } of found) {
    if (manifest.parent !== null && !hashes.has(manifest.parent)) {
      lost.set(manifest.parent, stored.versionId);
    }
  }
  return [...lost].map(([manifest, child]) => ({
    document_id: documentId,
    version_id: null,
    manifest,
    because: 'lost-parent',
    detail: `version ${child} was made from it, and no shard of it is left`,
  }));
}

const WHY_CLOSED: Readonly<Record<ClosedBecause, string>> = {
  'no-key': 'no keyring of its document opens with the identities given, or none of them fits it',
  'other-key': 'it is sealed to another key than that of its document',
  damaged: 'its age header is damaged in a manifest that is signed',
};

const closedReport = (
  documentId: string,
  versionId: string,
  closed: ClosedBecause,
): MissingReport => ({
  document_id: documentId,
  version_id: versionId,
  manifest: null,
  because: closed === 'damaged' ? 'damaged' : 'no-key',
  detail: WHY_CLOSED[closed],
});

function failureReport({ stored, present }: SurveyedObject, error: unknown): MissingReport {
  const isShort = isAppError(error, 'storage/unrecoverable') || present.length < stored.required;
  const isOurs = isAppError(error, 'storage/damaged');
  return {
    document_id: stored.documentId,
    version_id: stored.versionId,
    manifest: stored.manifestHash,
    because: isShort ? 'too-few-shards' : isOurs ? 'damaged' : 'not-written',
    detail: isShort
      ? `${shortOf(error, present.length)} of the ${stored.required} shards it needs are good`
      : error instanceof Error
        ? error.message
        : 'failed',
  };
}

/** A stripe may have fewer good blocks than the object has usable shards. */
function shortOf(error: unknown, usable: number): number {
  const good = isAppError(error) ? error.data['good'] : undefined;
  return typeof good === 'number' ? Math.min(good, usable) : usable;
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;
