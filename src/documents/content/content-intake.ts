import { isAppError } from '../../platform/errors/app-error.js';
import {
  VersionArchive,
  type StagedVersion,
  type Version,
  type VersionOrigin,
} from '../../version-archive/index.js';
import { checkContainer, refuseProven } from '../formats/container-check.js';
import { tooLarge, truncatedUpload } from '../documents.errors.js';
import type { Document } from '../document.js';

export interface Intake {
  readonly document: Document;
  readonly content: AsyncIterable<Uint8Array>;
  readonly declaredBytes: number | undefined;
  readonly madeFrom: Version | null;
  readonly author: string;
  readonly origin: VersionOrigin;
}

/** Writes uploaded bytes to storage. Size and container format are checked while they are streamed. */
export class ContentIntake {
  constructor(
    private readonly archive: VersionArchive,
    /** Limit of one file in plaintext bytes. */
    private readonly maxFileBytes: number,
  ) {}

  /** `documents/too-large` before a byte is read, if the announced size is over the limit. */
  checkDeclared(bytes: number | undefined): void {
    if (bytes !== undefined && bytes > this.maxFileBytes) {
      throw tooLarge(this.maxFileBytes);
    }
  }

  async stage(intake: Intake): Promise<StagedVersion> {
    this.checkDeclared(intake.declaredBytes);
    const { document, madeFrom, declaredBytes } = intake;
    try {
      return await this.archive.stage({
        documentId: document.id,
        madeFrom,
        content: checkContainer(intake.content, document.fileType, {
          allowEmpty: true,
          onFinding: refuseProven(document.fileType),
        }),
        maxBytes: this.maxFileBytes,
        expectedBytes: declaredBytes,
        description: describeVersion(document, { ...intake, madeFrom }),
      });
    } catch (error) {
      if (isAppError(error, 'storage/too-large')) throw tooLarge(this.maxFileBytes);
      if (isAppError(error, 'storage/truncated')) throw truncatedUpload(declaredBytes ?? 0);
      throw error;
    }
  }
}

/**
 * Metadata sealed together with a version's bytes, so that the index can be rebuilt from shards alone. `made_from` is
 * the number of the version that the content is based on; the version's own number is assigned at the commit.
 */
export const describeVersion = (
  document: Document,
  version: {
    readonly author: string;
    readonly origin: VersionOrigin;
    readonly madeFrom: Version | null;
    readonly fileType?: string;
  },
): Readonly<Record<string, string | number | null>> => ({
  title: document.title,
  owner: document.owner,
  version_group_id: document.versionGroupId,
  file_type: version.fileType ?? document.fileType,
  custody: document.custody,
  author: version.author,
  origin: version.origin,
  made_from: version.madeFrom?.number ?? 0,
});
