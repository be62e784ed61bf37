import { isAppError } from '../../platform/errors/app-error.js';
import {
  checkContainer,
  describeVersion,
  refuseProven,
  type Document,
} from '../../documents/index.js';
import { wiped } from '../../platform/memory/wiping.js';
import type { StagedVersion, Version, VersionArchive } from '../../version-archive/index.js';
import { counted, untilCut } from './arriving-bytes.js';
import { badUpload } from '../office-connector.errors.js';
import type { Upload, UploadPart } from './upload.js';

export interface Uploading {
  readonly upload: Upload;
  readonly document: Document;
  /** What parts are sealed with, and opened. */
  readonly secret: Uint8Array;
}

/** Bytes from the desktop on their way into the store. Nothing readable rests anywhere in between. */
export class UploadIntake {
  constructor(private readonly archive: VersionArchive) {}

  /** As much as came; when it is the whole file, it was also looked at whether it can be one. */
  async take(
    { upload, document, secret }: Uploading,
    content: AsyncIterable<Uint8Array>,
  ): Promise<StagedVersion> {
    const head = await this.archive.findHead(document.versionGroupId);
    const bytes = untilCut(content);
    try {
      return await this.archive.stage({
        documentId: document.id,
        madeFrom: head ?? null,
        content: upload.received === 0 ? checkedIfWhole(bytes, upload) : bytes,
        maxBytes: upload.length - upload.received,
        description: describe(upload, document, head),
        sealTo: (size) => (size === upload.length ? undefined : secret),
      });
    } catch (error) {
      if (!isAppError(error, 'storage/too-large')) throw error;
      throw badUpload(`There are more bytes than the announced ${upload.length}; start again.`);
    }
  }

  /** The whole file, of parts that came one after the other. */
  async join(
    { upload, document, secret }: Uploading,
    parts: readonly UploadPart[],
  ): Promise<StagedVersion> {
    const head = await this.archive.findHead(document.versionGroupId);
    return this.archive.stage({
      documentId: document.id,
      madeFrom: head ?? null,
      content: checkContainer(this.#read(parts, secret), upload.fileType, takeInDoubt(upload)),
      maxBytes: upload.length,
      expectedBytes: upload.length,
      description: describe(upload, document, head),
    });
  }

  async discard(parts: readonly UploadPart[]): Promise<void> {
    for (const { staged } of parts) await this.archive.discard(staged);
  }

  async *#read(parts: readonly UploadPart[], secret: Uint8Array): AsyncGenerator<Uint8Array> {
    for (const { staged } of parts) yield* wiped(await this.archive.openStaged(staged, secret));
  }
}

/** A part of a file is nothing that could be checked. */
async function* checkedIfWhole(
  content: AsyncIterable<Uint8Array>,
  upload: Upload,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  const counting = counted(content, (bytes) => {
    size += bytes;
  });
  try {
    yield* checkContainer(counting, upload.fileType, takeInDoubt(upload));
  } catch (error) {
    if (size === upload.length) throw error;
  }
}

const takeInDoubt = ({ fileType }: Upload) => ({
  allowEmpty: true,
  onFinding: refuseProven(fileType),
});

const describe = ({ username, fileType }: Upload, document: Document, head?: Version) =>
  describeVersion(document, {
    author: username,
    origin: 'office-connector',
    madeFrom: head ?? null,
    fileType,
  });
