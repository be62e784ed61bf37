import { isAppError } from '../../platform/errors/app-error.js';
import { wiped } from '../../platform/memory/wiping.js';
import type { StagedVersion, Version, VersionArchive } from '../../version-archive/index.js';
import { badUpload } from '../documents.errors.js';
import { checkContainer, refuseProven } from '../formats/container-check.js';
import type { DocumentRegistry } from '../registry/document-registry.js';
import type { Upload, UploadPart } from './upload.js';
import type { Uploading } from './upload-target.js';
import { sentence } from '../../platform/errors/sentence.js';

/** Streams the bytes of an upload into the store. Plaintext is never written anywhere in between. */
export class UploadIntake {
  constructor(
    private readonly archive: VersionArchive,
    private readonly registry: DocumentRegistry,
  ) {}

  /** Stages the bytes that arrived; when they are the whole file, its container is checked as well. */
  async take(uploading: Uploading, content: AsyncIterable<Uint8Array>): Promise<StagedVersion> {
    const { upload, target, secret } = uploading;
    const { document } = target;
    const head = await this.archive.findHead(document.versionGroupId);
    const bytes = untilCut(content);
    try {
      return await this.archive.stage({
        documentId: document.id,
        madeFrom: head ?? null,
        content: upload.received === 0 ? checkedIfWhole(bytes, upload) : bytes,
        maxBytes: upload.length - upload.received,
        description: await this.#describe(uploading, head),
        sealTo: (size) => (size === upload.length ? undefined : secret),
      });
    } catch (error) {
      if (!isAppError(error, 'storage/too-large')) throw error;
      throw badUpload(
        sentence`There are more bytes than the announced ${upload.length}; start again.`,
      );
    }
  }

  /** Stages the whole file from parts that arrived one after the other. */
  async join(uploading: Uploading, parts: readonly UploadPart[]): Promise<StagedVersion> {
    const { upload, target, secret } = uploading;
    const head = await this.archive.findHead(target.document.versionGroupId);
    return this.archive.stage({
      documentId: target.document.id,
      madeFrom: head ?? null,
      content: checkContainer(this.#read(parts, secret), upload.fileType, takeInDoubt(upload)),
      maxBytes: upload.length,
      expectedBytes: upload.length,
      description: await this.#describe(uploading, head),
    });
  }

  async discard(parts: readonly UploadPart[]): Promise<void> {
    for (const { staged } of parts) await this.archive.discard(staged);
  }

  #describe({ upload, target }: Uploading, head: Version | undefined) {
    const { accountId, fileType } = upload;
    const { document, origin } = target;
    const madeFrom = head ?? null;
    return this.registry.describeVersion(document, {
      ...{ author: accountId, origin, madeFrom, fileType },
    });
  }

  async *#read(parts: readonly UploadPart[], secret: Uint8Array): AsyncGenerator<Uint8Array> {
    for (const { staged } of parts) yield* wiped(await this.archive.openStaged(staged, secret));
  }
}

/** Checks the container only when the bytes are the whole file. */
async function* checkedIfWhole(
  content: AsyncIterable<Uint8Array>,
  upload: Upload,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  const counting = countingBytes(content, (bytes) => {
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

/**
 * The bytes of a request. When the connection breaks, they end without an error, and what arrived before is
 * kept.
 */
export async function* untilCut(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of content) yield chunk;
  } catch {
    // The program asks for the offset and continues there.
  }
}

/** Passes chunks through and reports the size of each. */
export async function* countingBytes(
  content: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    count(chunk.length);
    yield chunk;
  }
}
