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
import type { DocumentRegistry } from '../registry/document-registry.js';

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
    /** Administrators change it while the service runs. */
    private readonly settings: { readonly maxFileBytes: number },
    private readonly registry: DocumentRegistry,
  ) {}

  /** `documents/too-large` before a byte is read, if the announced size is over the limit. */
  checkDeclared(bytes: number | undefined): void {
    if (bytes !== undefined && bytes > this.settings.maxFileBytes) {
      throw tooLarge(this.settings.maxFileBytes);
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
        maxBytes: this.settings.maxFileBytes,
        expectedBytes: declaredBytes,
        description: await this.registry.describeVersion(document, { ...intake, madeFrom }),
      });
    } catch (error) {
      if (isAppError(error, 'storage/too-large')) throw tooLarge(this.settings.maxFileBytes);
      if (isAppError(error, 'storage/truncated')) throw truncatedUpload(declaredBytes ?? 0);
      throw error;
    }
  }
}
