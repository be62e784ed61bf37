import {
  type Document,
  DocumentAccess,
  FormatTable,
  ReplaceContent,
  RestoreVersion,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';
import { MadeFiles } from '../saving/made-file.js';
import { otherKind, privateHistory, stepUnreachable, stepUnusable } from './history.errors.js';

/** Of a step towards a version: where the Document Server put it. */
export interface RestoredStep {
  readonly url: string;
  /** Extension without dot; default: that of the version. */
  readonly fileType: string | undefined;
}

export interface RestoreFromHistoryInput {
  readonly documentId: string;
  readonly number: number;
  /** Undefined: the whole version. */
  readonly step: RestoredStep | undefined;
  /** The person knows that there are unsaved changes and discards them with this change. */
  readonly giveUpUnsaved: boolean | undefined;
}

export interface RestoreFromHistoryParts {
  readonly access: DocumentAccess;
  readonly archive: VersionArchive;
  readonly restore: RestoreVersion;
  readonly replace: ReplaceContent;
  readonly formats: FormatTable;
  readonly made: MadeFiles;
}

/** Makes a version, or a step towards it, current again. Nothing is removed. */
export class RestoreFromHistory {
  readonly #parts: RestoreFromHistoryParts;

  constructor(parts: RestoreFromHistoryParts) {
    this.#parts = parts;
  }

  /**
   * Needs `edit`. `documents/being-edited`, `documents/checked-out`, `documents/unsaved-changes` as for every change
   * outside the editor; `editor-connector/restore-refused` (unprocessable) for a step whose address or file is not
   * usable, `editor-connector/restore-interrupted` (unavailable) when it could not be fetched. Nothing is stored then.
   */
  async execute(actor: Actor, input: RestoreFromHistoryInput): Promise<VersionWithShards> {
    const { documentId, number, step, giveUpUnsaved } = input;
    const { access, archive, restore } = this.#parts;
    const { document } = await access.require(actor, documentId, 'edit');
    if (document.custody === 'zero-knowledge') throw privateHistory(documentId);
    if (step === undefined) return restore.execute(actor, documentId, number, { giveUpUnsaved });
    const version = await archive.getVersion(document.versionGroupId, number);
    const fileType = this.#fileTypeOf(step, document, version);
    const errors = { unusable: stepUnusable, unreachable: stepUnreachable };
    return this.#parts.made.open({ url: step.url, fileType, of: document }, errors, (file) =>
      this.#parts.replace.execute(actor, documentId, {
        content: file.content,
        declaredBytes: file.bytes,
        fileType,
        ifMatch: ['*'],
        giveUpUnsaved,
        restores: version,
      }),
    );
  }

  /** The document never becomes one of another kind. */
  #fileTypeOf(step: RestoredStep, document: Document, version: Version): string {
    const { formats } = this.#parts;
    const fileType = step.fileType?.toLowerCase() ?? version.fileType;
    const kind = formats.find(fileType)?.documentType;
    if (kind === undefined || kind !== formats.find(document.fileType)?.documentType)
      throw otherKind(document.id, version.number, fileType);
    return fileType;
  }
}
